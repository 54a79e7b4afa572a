"use client";

import { useQuery } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Invite } from "@/lib/features/invite/invite.schema";
import type { Member } from "@/lib/features/workspace/workspace.schema";
import { type ApiResult, api } from "@/lib/shared/api-client";

export function useMembers() {
  const { key, scope } = useWorkspace();
  return useCursorList<Member>([...key, "members", "list"], "members", scope);
}

/** Everybody, for a field to choose from: all pages, one after the other. */
export function useAllMembers() {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "members", "all"],
    queryFn: async ({ signal }) => {
      const members: Member[] = [];
      let cursor: string | null = null;
      do {
        const { data, page }: ApiResult<Member[]> = await api.get<Member[]>("members", {
          query: { ...scope, limit: 100, cursor },
          signal,
        });
        members.push(...data);
        cursor = page?.nextCursor ?? null;
      } while (cursor !== null);
      return members;
    },
  });
}

type InviteFilters = { open: boolean; enabled?: boolean };

export function useInvites({ open, enabled = true }: InviteFilters) {
  const { key, scope } = useWorkspace();
  return useCursorList<Invite>([...key, "invites"], "invites", { ...scope, open }, enabled);
}
