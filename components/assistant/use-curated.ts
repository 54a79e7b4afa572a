"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { CuratedAnswer, Gap } from "@/lib/features/assistant/curated.schema";
import { api } from "@/lib/shared/api-client";

export function useCuratedAnswers(assistantId: string, q: string) {
  const { key, scope } = useWorkspace();
  return useCursorList<CuratedAnswer>([...key, "curated", assistantId], `assistants/${assistantId}/curated-answers`, {
    ...scope,
    q,
  });
}

export function useGaps(assistantId: string, status: Gap["status"]) {
  const { key, scope } = useWorkspace();
  return useCursorList<Gap>([...key, "gaps", assistantId], `assistants/${assistantId}/gaps`, { ...scope, status });
}

export type CuratedFields = Pick<CuratedAnswer, "question" | "wordings" | "answer" | "url" | "enabled">;

/** Changes to written answers and to the questions they answer; both lists are read again afterwards. */
export function useCuratedChanges(assistantId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const path = `assistants/${assistantId}/curated-answers`;
  const refresh = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: [...key, "curated", assistantId] }),
      queryClient.invalidateQueries({ queryKey: [...key, "gaps", assistantId] }),
    ]);
  };
  return {
    create: async (body: CuratedFields & { gapIds: string[] }, idempotencyKey?: string) => {
      await api.post<CuratedAnswer>(path, {
        query: scope,
        body,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      });
      await refresh();
    },
    update: async (id: string, body: Partial<CuratedFields>) => {
      await api.patch<CuratedAnswer>(`${path}/${id}`, { query: scope, body });
      await refresh();
    },
    remove: async (id: string): Promise<string[]> => {
      const { data } = await api.delete<{ reopenedGapIds: string[] }>(`${path}/${id}`, { query: scope });
      await refresh();
      return data.reopenedGapIds;
    },
    importFile: async (file: File) => {
      const { data } = await api.post<{ created: number; updated: number }>(`${path}/import`, {
        query: scope,
        file: new Blob([file], { type: "text/csv" }),
      });
      await refresh();
      return data;
    },
    setGaps: async (ids: string[], status: "open" | "dismissed") => {
      await api.patch(`assistants/${assistantId}/gaps`, { query: scope, body: { ids, status } });
      await refresh();
    },
  };
}
