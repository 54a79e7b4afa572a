"use client";

import { useQuery } from "@tanstack/react-query";
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
