"use client";

import { NotFoundState } from "@/components/app/not-found-state";
import { useWorkspace } from "@/components/workspace/workspace-context";

export function NoSuchAssistant() {
  const { base } = useWorkspace();
  return (
    <NotFoundState
      title="We could not find this assistant"
      body="It may have been deleted, or it belongs to another workspace or to a project you do not see."
      home={`${base}/assistants`}
      homeLabel="Back to assistants"
    />
  );
}
