"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Lead, LeadStatus } from "@/lib/features/lead/lead.schema";
import { api, type QueryValue } from "@/lib/shared/api-client";

export function useLeads(query: Record<string, QueryValue>) {
  const { key } = useWorkspace();
  return useCursorList<Lead>([...key, "leads", "list"], "leads", query);
}

export function useLead(id: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "leads", "one", id],
    queryFn: async ({ signal }) => (await api.get<Lead>(`leads/${id}`, { query: scope, signal })).data,
  });
}

export function useLeadChanges(id: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "leads", "list"] });
  return {
    update: async (change: { status?: LeadStatus; notes?: string }) => {
      const { data } = await api.patch<Lead>(`leads/${id}`, { query: scope, body: change });
      queryClient.setQueryData([...key, "leads", "one", id], data);
      await refresh();
    },
    remove: async () => {
      await api.delete(`leads/${id}`, { query: scope });
      queryClient.removeQueries({ queryKey: [...key, "leads", "one", id] });
      await refresh();
    },
  };
}
