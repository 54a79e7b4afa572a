"use client";

import { useDocumentVisibility } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ConversationDetail, Message } from "@/lib/features/conversation/conversation.schema";
import { apiUrl, isRecord } from "@/lib/shared/api-client";
import { type MessagePages, withMessage } from "./use-inbox";

const pollMs = 3_000;

/** Follows a conversation while its tab is looked at: by its stream, and by asking now and then where no stream gets through. */
export function useLiveConversation(id: string, ready: boolean): void {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const visible = useDocumentVisibility() === "visible";
  const [isPolling, setPolling] = useState(false);
  const address = useRef({ queryClient, key, scope });
  address.current = { queryClient, key, scope };

  useEffect(() => {
    if (!ready || !visible || isPolling) return;
    const { queryClient: client, key: at, scope: where } = address.current;
    const messagesKey = [...at, "inbox", "messages", id];
    const after = client.getQueryData<MessagePages>(messagesKey)?.pages[0]?.data[0]?.seq ?? 0;
    const source = new EventSource(apiUrl(`conversations/${id}/events`, { ...where, after }));
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const message = read<Message>(event.data);
      if (message) client.setQueryData<MessagePages>(messagesKey, (before) => withMessage(before, message));
    });
    source.addEventListener("conversation", (event: MessageEvent<string>) => {
      const detail = read<ConversationDetail>(event.data);
      if (detail) client.setQueryData([...at, "inbox", "one", id], detail);
    });
    // The browser comes back by itself after a break, and says which message it saw last. A refusal is for good.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setPolling(true);
    };
    return () => source.close();
  }, [id, ready, visible, isPolling]);

  useEffect(() => {
    if (!isPolling || !visible) return;
    const timer = setInterval(() => {
      const { queryClient: client, key: at } = address.current;
      void client.invalidateQueries({ queryKey: [...at, "inbox", "messages", id] });
      void client.invalidateQueries({ queryKey: [...at, "inbox", "one", id] });
    }, pollMs);
    return () => clearInterval(timer);
  }, [id, isPolling, visible]);
}

function read<T>(text: string): T | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.id === "string" ? (value as T) : null;
  } catch {
    return null;
  }
}
