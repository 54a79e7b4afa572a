"use client";

import { useCallback, useRef } from "react";
import { newIdempotencyKey } from "@/lib/shared/api-client";

/** The same key while the same body is sent again (a lost answer), a new one as soon as it changes or succeeded. */
export function useActionKey() {
  const last = useRef<{ body: string; key: string } | null>(null);
  const keyFor = useCallback((body: unknown): string => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: newIdempotencyKey() };
    return last.current.key;
  }, []);
  const finish = useCallback(() => {
    last.current = null;
  }, []);
  return { keyFor, finish };
}
