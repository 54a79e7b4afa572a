"use client";

import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { RelativeTime } from "@/components/patterns/relative-time";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ModelStatus } from "@/lib/features/assistant/model-status.schema";
import { api } from "@/lib/shared/api-client";
import { plural } from "@/lib/shared/format";

const againMs = 60_000;

/** Says why visitors get quoted answers although a language model is configured. Nothing while all is well. */
export function ModelNotice({ assistantId }: { assistantId: string }) {
  const { key, scope } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...key, "model-status", assistantId],
    queryFn: async ({ signal }) =>
      (await api.get<ModelStatus>(`assistants/${assistantId}/model-status`, { query: scope, signal })).data,
    refetchInterval: againMs,
  });
  const trouble = data?.trouble;
  if (!trouble) return null;
  const { reason, advice, at, quotedAnswers } = trouble;
  return (
    <Alert color="sun" role="status" icon={<IconAlertTriangle aria-hidden="true" />} title={reason} mb="lg">
      <RelativeTime iso={at} prefix="Last" />
      {quotedAnswers > 0 && `, ${plural(quotedAnswers, "answer")} in 24 hours`}. Meanwhile visitors are given quotations
      from your documents, with their sources. {advice}
    </Alert>
  );
}
