"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { type CursorList, useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import {
  type CreateSource,
  type DocumentSummary,
  maxSliceLength,
  type Source,
  type SourceDocument,
  type SourceSummary,
} from "@/lib/features/source/source.schema";
import { type ApiResult, api } from "@/lib/shared/api-client";

const lookEveryMs = 1_500;
export const isUnderWay = ({ status }: Source): boolean => status === "queued" || status === "parsing";
export type SourceFilters = { q: string; status: string };

/** Sources of an assistant, newest first; looked at again while one is being read. */
export function useSources(assistantId: string, filters: SourceFilters): CursorList<Source> {
  const { key, scope } = useWorkspace();
  const asked = { ...scope, ...filters };
  const query = useInfiniteQuery({
    queryKey: [...key, "sources", assistantId, "list", asked],
    queryFn: ({ pageParam, signal }) =>
      api.get<Source[]>(`assistants/${assistantId}/sources`, { query: { ...asked, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApiResult<Source[]>) => last.page?.nextCursor ?? null,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(isUnderWay)) ? lookEveryMs : false,
  });
  const pages = query.data?.pages;
  const items = useMemo(() => (pages ?? []).flatMap((page) => page.data), [pages]);
  return {
    items,
    query,
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    loadingMore: query.isFetchingNextPage,
  };
}

/** How much the assistant knows. What is counted elsewhere follows when something was read to its end. */
export function useSourceSummary(assistantId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: [...key, "sources", assistantId, "summary"],
    queryFn: async ({ signal }) =>
      (await api.get<SourceSummary>(`assistants/${assistantId}/sources/summary`, { query: scope, signal })).data,
    refetchInterval: ({ state }) => ((state.data?.underWay ?? 0) > 0 ? lookEveryMs : false),
  });
  const known = query.data === undefined ? undefined : `${query.data.sources} ${query.data.chunks}`;
  const before = useRef(known);
  useEffect(() => {
    if (known !== undefined && before.current !== undefined && before.current !== known)
      void queryClient.invalidateQueries({ queryKey: [...key, "assistants"] });
    before.current = known;
  }, [known, key, queryClient]);
  return query;
}

/** Documents of a source, once somebody wants to see them. */
export function useSourceDocuments(source: Source, enabled: boolean) {
  const { key, scope } = useWorkspace();
  return useCursorList<DocumentSummary>(
    [...key, "sources", source.assistantId, "documents", source.id, source.syncedAt],
    `sources/${source.id}/documents`,
    scope,
    enabled,
  );
}

/** A slice of a document. The one that holds a passage is asked for first. */
export function useDocumentSlice(documentId: string, from: number) {
  const { key, scope } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...key, "documents", documentId, from],
    queryFn: async ({ pageParam, signal }) =>
      (
        await api.get<SourceDocument>(`documents/${documentId}`, {
          query: { ...scope, from: pageParam.from, length: pageParam.length },
          signal,
        })
      ).data,
    initialPageParam: { from, length: maxSliceLength },
    getNextPageParam: (last) => (last.next === null ? null : { from: last.next, length: maxSliceLength }),
    getPreviousPageParam: (first) => {
      const start = Math.max(0, first.from - maxSliceLength);
      return first.from === 0 ? null : { from: start, length: first.from - start };
    },
  });
}

export type SourceChanges = { title?: string; resync?: Source["resync"]; pageLimit?: number };

export function useSourceActions(assistantId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const refresh = useCallback(async () => {
    await queryClient.invalidateQueries({ queryKey: [...key, "sources", assistantId] });
    void queryClient.invalidateQueries({ queryKey: [...key, "assistants"] });
  }, [assistantId, key, queryClient]);
  const done = async (answer: Promise<ApiResult<Source>>) => {
    const result = await answer;
    await refresh();
    return result;
  };
  return {
    refresh,
    create: (body: CreateSource, idempotencyKey: string) =>
      done(api.post<Source>(`assistants/${assistantId}/sources`, { query: scope, body, idempotencyKey })),
    upload: (file: File, idempotencyKey: string) =>
      api.post<Source>(`assistants/${assistantId}/sources/files`, {
        query: { ...scope, name: file.name },
        // The browser's guess at the type is not wanted: the bytes say what it is.
        file: new Blob([file], { type: "application/octet-stream" }),
        idempotencyKey,
      }),
    update: (id: string, body: SourceChanges) => done(api.patch<Source>(`sources/${id}`, { query: scope, body })),
    retry: (id: string) => done(api.post<Source>(`sources/${id}/retry`, { query: scope })),
    resync: (id: string) => done(api.post<Source>(`sources/${id}/resync`, { query: scope })),
    remove: async (id: string) => {
      await api.delete(`sources/${id}`, { query: scope });
      await refresh();
    },
  };
}
