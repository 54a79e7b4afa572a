"use client";

import { useEffect, useState } from "react";

const keyOf = (conversationId: string) => `atrium-draft:${conversationId}`;

/** What somebody has begun to write in a conversation. Kept while the tab is open, through reloads and other conversations. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState("");
  useEffect(() => setDraft(load(conversationId)), [conversationId]);
  return [
    draft,
    (text) => {
      setDraft(text);
      save(conversationId, text);
    },
  ];
}

// A browser may refuse to keep anything; the text then lives as long as the page.
function load(conversationId: string): string {
  try {
    return sessionStorage.getItem(keyOf(conversationId)) ?? "";
  } catch {
    return "";
  }
}
function save(conversationId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(keyOf(conversationId));
    else sessionStorage.setItem(keyOf(conversationId), text);
  } catch {
    return;
  }
}
