"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Template, TemplateReview, TemplateSummary } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";

type Filters = { q: string; category: string; sort: string; mine: boolean };

export function useTemplates({ q, category, sort, mine }: Filters) {
  const { key, scope } = useWorkspace();
  return useCursorList<TemplateSummary>([...key, "templates", "list"], "templates", {
    ...scope,
    q,
    sort,
    mine,
    ...(category === "" ? {} : { category }),
  });
}

export function useTemplate(templateId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "templates", "one", templateId],
    queryFn: async ({ signal }) => (await api.get<Template>(`templates/${templateId}`, { query: scope, signal })).data,
  });
}

export function useReviews(templateId: string) {
  const { key, scope } = useWorkspace();
  return useCursorList<TemplateReview>(
    [...key, "templates", "reviews", templateId],
    `templates/${templateId}/reviews`,
    scope,
  );
}

/** After a change: lists, the template itself and its reviews are read again. */
export function useRefreshTemplates(): () => void {
  const { key } = useWorkspace();
  const queryClient = useQueryClient();
  return useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: [...key, "templates"] });
  }, [key, queryClient]);
}
