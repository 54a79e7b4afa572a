"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSteps, Comparison, SearchResult, Validation } from "@/lib/features/build/compare.schema";
import { api } from "@/lib/shared/api-client";

/** Where undo and redo lead. Belongs to the newest version: another one, another answer. */
export function useSteps(projectId: string, latestId: string) {
  const { key, scope } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...key, "builds", "steps", projectId, latestId],
    queryFn: async ({ signal }) =>
      (await api.get<BuildSteps>(`projects/${projectId}/builds/steps`, { query: scope, signal })).data,
  });
  return data ?? { undo: null, redo: null };
}

/** Builds never change, so neither does what lies between two of them. */
export function useComparison(fromId: string, toId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "builds", "comparison", fromId, toId],
    queryFn: async ({ signal }) =>
      (await api.get<Comparison>(`builds/${fromId}/comparison`, { query: { ...scope, with: toId }, signal })).data,
    enabled: fromId !== toId,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useFileSearch(buildId: string, words: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "builds", "search", buildId, words],
    queryFn: async ({ signal }) =>
      (await api.get<SearchResult>(`builds/${buildId}/search`, { query: { ...scope, q: words }, signal })).data,
    enabled: words.length >= 2,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useValidation(buildId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "builds", "validation", buildId],
    queryFn: async ({ signal }) =>
      (await api.get<Validation>(`builds/${buildId}/validation`, { query: scope, signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
