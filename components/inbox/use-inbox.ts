"use client";

import { useMounted } from "@mantine/hooks";
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type {
  Conversation,
  ConversationCounts,
  ConversationDetail,
  ConversationUsage,
  InboxView,
  Message,
} from "@/lib/features/conversation/conversation.schema";
import { type ApiResult, api } from "@/lib/shared/api-client";

/** The list is asked for again only when this small answer has changed. Quiet while the tab is hidden. */
const lookMs = 3_000;
const menuLookMs = 30_000;

export type InboxFilters = { view: InboxView; assistantId: string | null; rating: number | null; q: string };
export type MessagePages = InfiniteData<ApiResult<Message[]>, string | null>;

export function useConversations(filters: InboxFilters) {
  const { key, scope } = useWorkspace();
  return useCursorList<Conversation>([...key, "inbox", "list"], "conversations", { ...scope, ...filters });
}

/** How many visitors wait for a person, for the menu. */
export function useWaiting(): number {
  return useCountsEvery(menuLookMs).data?.waiting ?? 0;
}

function useCountsEvery(refetchInterval: number) {
  const { key, scope, can } = useWorkspace();
  return useQuery({
    queryKey: [...key, "inbox", "counts"],
    queryFn: async ({ signal }) =>
      (await api.get<ConversationCounts>("conversations/counts", { query: scope, signal })).data,
    enabled: can("conversations.read"),
    refetchInterval,
  });
}

export function useCounts() {
  const { key } = useWorkspace();
  const queryClient = useQueryClient();
  const counts = useCountsEvery(lookMs);
  const mounted = useMounted();
  const seen = useRef<string | null>(null);
  const now = counts.data === undefined ? null : JSON.stringify(counts.data);
  const listKey = useRef(key);
  listKey.current = key;
  useEffect(() => {
    if (now === null) return;
    if (seen.current !== null && seen.current !== now)
      void queryClient.invalidateQueries({ queryKey: [...listKey.current, "inbox", "list"] });
    seen.current = now;
  }, [now, queryClient]);
  // The menu may have them before this page comes alive, and what the server sent has none.
  return mounted ? counts.data : undefined;
}

export function useConversation(id: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "inbox", "one", id],
    queryFn: async ({ signal }) =>
      (await api.get<ConversationDetail>(`conversations/${id}`, { query: scope, signal })).data,
  });
}

export function useMessages(id: string) {
  const { key, scope } = useWorkspace();
  const query = useInfiniteQuery({
    queryKey: [...key, "inbox", "messages", id],
    queryFn: ({ pageParam, signal }) =>
      api.get<Message[]>(`conversations/${id}/messages`, { query: { ...scope, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: ApiResult<Message[]>) => last.page?.nextCursor ?? null,
    // The stream brings what is new; asking again on every return would read all pages anew.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages;
  const messages = useMemo(() => (pages ?? []).flatMap((page) => page.data).reverse(), [pages]);
  return { query, messages };
}

/** What the month has left. */
export function useConversationUsage() {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "inbox", "usage"],
    queryFn: async ({ signal }) =>
      (await api.get<ConversationUsage>("conversation-usage", { query: scope, signal })).data,
    staleTime: 60_000,
  });
}

/** The assistants of the workspace, to choose from. */
export function useAssistantChoices() {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "inbox", "assistants"],
    queryFn: async ({ signal }) =>
      (await api.get<{ id: string; name: string }[]>("assistants", { query: { ...scope, limit: 100 }, signal })).data,
    staleTime: 60_000,
  });
}

/** A message where it belongs, and never twice. */
export function withMessage(before: MessagePages | undefined, message: Message): MessagePages | undefined {
  const [first, ...rest] = before?.pages ?? [];
  if (before === undefined || first === undefined) return before;
  if (before.pages.some((page) => page.data.some((known) => known.id === message.id))) return before;
  const data = [message, ...first.data].sort((a, b) => b.seq - a.seq);
  return { ...before, pages: [{ ...first, data }, ...rest] };
}

export type ConversationAction = "take-over" | "release" | "assign" | "resolve" | "reopen";

export function useConversationChanges(id: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: [...key, "inbox", "list"] });
    void queryClient.invalidateQueries({ queryKey: [...key, "inbox", "counts"] });
  };
  return {
    act: async (action: ConversationAction, body: object = {}) => {
      try {
        const { data } = await api.post<ConversationDetail>(`conversations/${id}/${action}`, { query: scope, body });
        queryClient.setQueryData([...key, "inbox", "one", id], data);
      } catch (error) {
        // Somebody else may have been first: show how it stands now.
        void queryClient.invalidateQueries({ queryKey: [...key, "inbox", "one", id] });
        throw error;
      } finally {
        refresh();
      }
    },
    send: async (text: string, clientKey: string) => {
      const { data } = await api.post<Message>(`conversations/${id}/messages`, {
        query: scope,
        body: { text, clientKey },
      });
      queryClient.setQueryData<MessagePages>([...key, "inbox", "messages", id], (before) => withMessage(before, data));
      void queryClient.invalidateQueries({ queryKey: [...key, "inbox", "one", id] });
      refresh();
    },
    mailTranscript: async (email: string, idempotencyKey: string) => {
      await api.post(`conversations/${id}/transcript`, { query: scope, body: { email }, idempotencyKey });
    },
    remove: async () => {
      await api.delete(`conversations/${id}`, { query: scope });
      queryClient.removeQueries({ queryKey: [...key, "inbox", "one", id] });
      refresh();
    },
  };
}
