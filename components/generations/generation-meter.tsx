"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { GenerationUsage } from "@/lib/features/generation/generation.schema";
import { api } from "@/lib/shared/api-client";
import { formatNumber, relativeTime } from "@/lib/shared/format";

/** What is left of today, told before somebody runs into it. Guests are not told the workspace's count. */
export function GenerationMeter() {
  const { key, scope, can } = useWorkspace();
  const usage = useQuery({
    queryKey: [...key, "generations", "usage"],
    queryFn: async ({ signal }) => (await api.get<GenerationUsage>("generation-usage", { query: scope, signal })).data,
    enabled: can("generations.read"),
    staleTime: 10_000,
  });
  if (usage.data === undefined || usage.data.limit === null) return null;
  const { used, limit, resetsAt } = usage.data;
  const isUp = used >= limit;
  return (
    <div role="status">
      {formatNumber(used)} of {formatNumber(limit)} generations today
      {isUp && `. The count begins anew ${relativeTime(resetsAt)}; changing a plan and templates still work.`}
    </div>
  );
}
