"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Owner, Repository } from "@/lib/features/connection/connection.schema";
import { type ApiResult, api, type QueryValue } from "@/lib/shared/api-client";

const staleMs = 60_000;
const pauseMs = 400;

/** A list of GitHub's, which is asked anew once it is a minute old. A refusal is shown and not asked again by itself. */
function useGitHubList<T>(connectionId: string, list: string, filters: Record<string, QueryValue>, enabled: boolean) {
  const { key, scope } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...key, "connections", connectionId, list, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<T[]>(`connections/${connectionId}/${list}`, {
        query: { ...scope, ...filters, limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApiResult<T[]>) => last.page?.nextCursor ?? null,
    enabled: enabled && connectionId !== "",
    staleTime: staleMs,
    retry: false,
  });
}

export const fullName = ({ owner, name }: Repository): string => `${owner}/${name}`;

/**
 * Repositories whose name contains what was typed. The newest hundred are filtered here; only where there are more, and once the
 * typing pauses, GitHub's list is looked through for the rest.
 */
export function useRepositories(connectionId: string, typed: string, enabled: boolean) {
  const part = typed.trim().toLowerCase();
  const [q] = useDebouncedValue(part, pauseMs);
  const newest = useGitHubList<Repository>(connectionId, "repositories", {}, enabled);
  const isWhole = newest.data !== undefined && !newest.hasNextPage;
  const found = useGitHubList<Repository>(
    connectionId,
    "repositories",
    { q },
    enabled && newest.data !== undefined && !isWhole && q.length >= 2,
  );
  const all = new Map<string, Repository>();
  for (const page of [...(newest.data?.pages ?? []), ...(found.data?.pages ?? [])])
    for (const row of page.data) all.set(fullName(row), row);
  const rows = [...all.values()];
  return {
    all: rows,
    rows: rows.filter((row) => fullName(row).toLowerCase().includes(part)),
    isWhole,
    isLooking: newest.isFetching || found.isFetching,
    error: newest.error ?? found.error,
    lookFurther: found.hasNextPage && !found.isFetching ? () => void found.fetchNextPage() : undefined,
  };
}

/** Whose a new repository can be. `hint` says why there may be more than are listed. */
export function useOwners(connectionId: string, enabled: boolean) {
  const query = useGitHubList<Owner>(connectionId, "owners", {}, enabled);
  const pages = query.data?.pages ?? [];
  return {
    organizations: pages.flatMap((page) => page.data).filter(({ kind }) => kind === "organization"),
    isLoading: query.isFetching,
    hint: query.error === null ? pages[0]?.message : "The organizations could not be loaded from GitHub.",
  };
}
