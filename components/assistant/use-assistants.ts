"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Assistant, AssistantChanges } from "@/lib/features/assistant/assistant.schema";
import { api } from "@/lib/shared/api-client";

export function useAssistants(filters: { q?: string; projectId?: string | null }) {
  const { key, scope } = useWorkspace();
  return useCursorList<Assistant>([...key, "assistants", "list"], "assistants", { ...scope, ...filters });
}

export function useAssistant(assistantId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "assistants", "one", assistantId],
    queryFn: async ({ signal }) =>
      (await api.get<Assistant>(`assistants/${assistantId}`, { query: scope, signal })).data,
  });
}

/** Saves a change; what the server made of it is what every page shows next. */
export function useSaveAssistant(assistantId: string): (changes: AssistantChanges) => Promise<Assistant> {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  return useCallback(
    async (changes) => {
      const { data } = await api.patch<Assistant>(`assistants/${assistantId}`, { query: scope, body: changes });
      queryClient.setQueryData([...key, "assistants", "one", assistantId], data);
      void queryClient.invalidateQueries({ queryKey: [...key, "assistants", "list"] });
      return data;
    },
    [assistantId, key, scope, queryClient],
  );
}
