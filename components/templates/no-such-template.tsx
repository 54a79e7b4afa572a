"use client";

import { NotFoundState } from "@/components/app/not-found-state";
import { useWorkspace } from "@/components/workspace/workspace-context";

export function NoSuchTemplate() {
  const { base } = useWorkspace();
  return (
    <NotFoundState
      title="We could not find this template"
      body="It may have been taken back, or it is not shared with this workspace."
      home={`${base}/templates`}
      homeLabel="Back to templates"
    />
  );
}
