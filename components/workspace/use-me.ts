"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Me } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";

export const meKey = ["me"] as const;

export function useMe() {
  return useQuery({
    queryKey: meKey,
    queryFn: async ({ signal }) => (await api.get<Me>("me", { signal })).data,
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

/** The zone this person chose; undefined means the device's own. Asks nobody: pages without a session show times, too. */
export function useTimeZone(): string | undefined {
  return useQueryClient().getQueryData<Me>(meKey)?.timeZone ?? undefined;
}
