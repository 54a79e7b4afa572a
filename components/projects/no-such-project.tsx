"use client";

import { NotFoundState } from "@/components/app/not-found-state";
import { useWorkspace } from "@/components/workspace/workspace-context";

export function NoSuchProject() {
  const { base } = useWorkspace();
  return (
    <NotFoundState
      title="We could not find this project"
      body="It may have been deleted, or it belongs to another workspace."
      home={base}
      homeLabel="Back to projects"
    />
  );
}
