"use client";

import { useCallback, useRef, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { errorSentence } from "@/components/patterns/error-words";
import { maxFileBytes } from "@/lib/features/source/source.schema";
import { ApiError, newIdempotencyKey } from "@/lib/shared/api-client";
import { useSourceActions } from "./use-sources";

export type Upload = {
  id: string;
  file: File;
  state: "waiting" | "sending" | "known" | "failed";
  /** Why it did not work. */
  reason?: string;
  /** Whether sending the same once more may help. */
  canRetry: boolean;
};

/** Files on their way, one after the other. Those that arrived are in the list of sources; the others stay with their reason. */
export function useUploads(assistantId: string) {
  const { upload, refresh } = useSourceActions(assistantId);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const change = useCallback(
    (id: string, next: Partial<Upload>) =>
      setUploads((all) => all.map((item) => (item.id === id ? { ...item, ...next } : item))),
    [],
  );

  const send = (item: Upload) => {
    line.current = line.current.then(async () => {
      change(item.id, { state: "sending" });
      try {
        const { message } = await upload(item.file, item.id);
        await refresh();
        // What was added stands in the list of sources now.
        if (message === undefined) setUploads((all) => all.filter(({ id }) => id !== item.id));
        else change(item.id, { state: "known" });
      } catch (cause) {
        noticeExpiry(cause);
        const canRetry = !(cause instanceof ApiError) || ![409, 413, 422].includes(cause.status);
        change(item.id, { state: "failed", reason: reasonOf(cause), canRetry });
      }
    });
  };
  const add = (files: readonly File[]) => {
    const items = files.map((file): Upload => {
      const reason = refusal(file);
      const base = { id: newIdempotencyKey(), file, canRetry: false };
      return reason === undefined ? { ...base, state: "waiting" } : { ...base, state: "failed", reason };
    });
    setUploads((all) => [...all, ...items]);
    for (const item of items) if (item.state === "waiting") send(item);
  };
  return {
    uploads,
    add,
    retry: (item: Upload) => {
      change(item.id, { state: "waiting", reason: "" });
      send(item);
    },
    dismiss: (id: string) => setUploads((all) => all.filter((item) => item.id !== id)),
  };
}

function refusal(file: File): string | undefined {
  if (file.size === 0) return "The file is empty. Check that it was saved, then add it again.";
  if (file.size > maxFileBytes) return "The file is larger than 10 MB. Split it, or save it without pictures.";
  return undefined;
}

const reasonOf = (cause: unknown): string =>
  cause instanceof ApiError && [409, 422].includes(cause.status) ? cause.message : errorSentence(cause);
