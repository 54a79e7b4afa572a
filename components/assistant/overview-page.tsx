"use client";

import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { Checklist } from "./checklist";
import { ModelNotice } from "./model-notice";
import { Playground } from "./playground";
import { useAssistant } from "./use-assistants";

export function OverviewPage({ assistantId }: { assistantId: string }) {
  const assistant = useAssistant(assistantId);
  return (
    <QueryView query={assistant} skeleton={<RowsSkeleton />}>
      {(data) => (
        <>
          <ModelNotice assistantId={data.id} />
          <Checklist assistant={data} />
          <Playground key={data.id} assistant={data} />
        </>
      )}
    </QueryView>
  );
}
