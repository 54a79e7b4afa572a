"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type {
  createTestQuestionBody,
  TestDocument,
  TestQuestion,
  TestRun,
  TestRunSummary,
  updateTestQuestionBody,
} from "@/lib/features/assistant/test-set.schema";
import { api } from "@/lib/shared/api-client";

/** Changes to the questions of an assistant's test set. */
export function useTestQuestions(assistantId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const path = `assistants/${assistantId}/test-questions`;
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "test-questions", assistantId] });
  return {
    add: async (body: z.infer<typeof createTestQuestionBody>, idempotencyKey?: string) => {
      await api.post<TestQuestion>(path, {
        query: scope,
        body,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      await refresh();
    },
    change: async (id: string, body: z.infer<typeof updateTestQuestionBody>) => {
      await api.patch<TestQuestion>(`${path}/${id}`, { query: scope, body });
      await refresh();
    },
    remove: async (id: string) => {
      await api.delete(`${path}/${id}`, { query: scope });
      await refresh();
    },
  };
}

export function useTestQuestionList(assistantId: string) {
  const { key, scope } = useWorkspace();
  return useCursorList<TestQuestion>(
    [...key, "test-questions", assistantId],
    `assistants/${assistantId}/test-questions`,
    { ...scope, limit: 100 },
  );
}

export function useTestDocuments(assistantId: string, q: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "test-documents", assistantId, q],
    queryFn: async ({ signal }) =>
      (await api.get<TestDocument[]>(`assistants/${assistantId}/test-documents`, { query: { ...scope, q }, signal }))
        .data,
    placeholderData: (before) => before,
  });
}

/** The newest run and the one before it, with everything that was found. */
export function useTestRuns(assistantId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const path = `assistants/${assistantId}/test-runs`;
  const queryKey = [...key, "test-runs", assistantId];
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const { data } = await api.get<TestRunSummary[]>(path, { query: { ...scope, limit: 10 }, signal });
      const full = await Promise.all(
        data
          .slice(0, 2)
          .map(async ({ id }) => (await api.get<TestRun>(`${path}/${id}`, { query: scope, signal })).data),
      );
      return { history: data, latest: full[0] ?? null, before: full[1] ?? null };
    },
  });
  const run = async () => {
    await api.post<TestRun>(path, { query: scope });
    await queryClient.invalidateQueries({ queryKey });
  };
  return { query, run };
}
