"use client";

import { type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type ApiResult, api, type QueryValue } from "@/lib/shared/api-client";

export type CursorList<T> = {
  items: T[];
  query: UseInfiniteQueryResult<unknown, Error>;
  hasMore: boolean;
  loadMore: () => void;
  loadingMore: boolean;
};

export function useCursorList<T>(
  key: readonly unknown[],
  path: string,
  filters: Record<string, QueryValue>,
  enabled = true,
): CursorList<T> {
  const query = useInfiniteQuery({
    queryKey: [...key, filters],
    queryFn: ({ pageParam, signal }) => api.get<T[]>(path, { query: { ...filters, cursor: pageParam }, signal }),
    enabled,
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApiResult<T[]>) => last.page?.nextCursor ?? null,
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
