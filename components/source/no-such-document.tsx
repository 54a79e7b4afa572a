"use client";

import { useParams } from "next/navigation";
import { NotFoundState } from "@/components/app/not-found-state";
import { useWorkspace } from "@/components/workspace/workspace-context";

export function NoSuchDocument() {
  const { base } = useWorkspace();
  const { assistantId } = useParams<{ assistantId: string }>();
  return (
    <NotFoundState
      title="We could not find this document"
      body="It may have been deleted with its source, or replaced by a newer one."
      home={`${base}/assistants/${assistantId}/sources`}
      homeLabel="Back to sources"
    />
  );
}
