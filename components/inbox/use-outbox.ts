"use client";

import { useCallback, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { newIdempotencyKey } from "@/lib/shared/api-client";

export type Outgoing = { conversationId: string; clientKey: string; text: string; error: unknown; sending: boolean };
type Send = (text: string, clientKey: string) => Promise<void>;

/** What was written and is not there yet. A message that failed stays until it is sent again, with its own key, or given up. */
export function useOutbox() {
  const [all, setAll] = useState<Outgoing[]>([]);
  const drop = useCallback((clientKey: string) => {
    setAll((before) => before.filter((item) => item.clientKey !== clientKey));
  }, []);
  const attempt = useCallback(
    async (item: Outgoing, send: Send) => {
      setAll((before) => [
        ...before.filter((other) => other.clientKey !== item.clientKey),
        { ...item, sending: true, error: null },
      ]);
      try {
        await send(item.text, item.clientKey);
        drop(item.clientKey);
      } catch (error) {
        noticeExpiry(error);
        setAll((before) =>
          before.map((other) => (other.clientKey === item.clientKey ? { ...other, sending: false, error } : other)),
        );
      }
    },
    [drop],
  );
  return {
    of: (conversationId: string) => all.filter((item) => item.conversationId === conversationId),
    send: (conversationId: string, text: string, send: Send) =>
      void attempt({ conversationId, clientKey: newIdempotencyKey(), text, error: null, sending: true }, send),
    retry: (item: Outgoing, send: Send) => void attempt(item, send),
    drop,
  };
}
export type Outbox = ReturnType<typeof useOutbox>;
