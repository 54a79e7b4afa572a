"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Invite } from "@/lib/features/invite/invite.schema";
import type { Member } from "@/lib/features/workspace/workspace.schema";
import { api } from "@/lib/shared/api-client";

export function useMembers() {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "members"],
    queryFn: async ({ signal }) => (await api.get<Member[]>("members", { query: scope, signal })).data,
  });
}

export function useInvites(enabled = true) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "invites"],
    queryFn: async ({ signal }) => (await api.get<Invite[]>("invites", { query: scope, signal })).data,
    enabled,
  });
}
