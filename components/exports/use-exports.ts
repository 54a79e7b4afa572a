"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Export } from "@/lib/features/export/export.schema";
import { type ApiResult, api } from "@/lib/shared/api-client";

const lookEveryMs = 1_500;
export const isOpen = (row: Export): boolean => row.status === "queued" || row.status === "running";

/** Exports of a project, newest first; looked at again while one is under way. */
export function useExports(projectId: string) {
  const { key, scope } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...key, "exports", projectId],
    queryFn: ({ pageParam, signal }) =>
      api.get<Export[]>(`projects/${projectId}/exports`, {
        query: { ...scope, limit: 5, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApiResult<Export[]>) => last.page?.nextCursor ?? null,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.data.some(isOpen)) ? lookEveryMs : false),
  });
}

export function useRefreshExports(projectId: string) {
  const { key } = useWorkspace();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [...key, "exports", projectId] });
}
