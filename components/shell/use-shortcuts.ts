"use client";

import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef } from "react";

/** WCAG 2.1.4: single-key shortcuts can be switched off; the ones with Ctrl or Cmd stay. */
export function useSingleKeysEnabled() {
  return useLocalStorage<boolean>({ key: "atrium-single-keys", defaultValue: true });
}

const sequenceMs = 1200;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=combobox], [role=dialog]") !== null)
  );
}

/** Keys like `c`, `?`, and sequences like `g m`. Quiet while somebody types or a dialog is open. */
export function useShortcuts(bindings: Record<string, () => void>, enabled: boolean): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    if (!enabled) return;
    let prefix: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      const started = prefix !== null && event.timeStamp - prefix.at < sequenceMs ? `${prefix.key} ` : "";
      const handler = latest.current[`${started}${event.key}`];
      prefix = null;
      if (handler !== undefined) {
        event.preventDefault();
        handler();
      } else if (event.key === "g") {
        prefix = { key: "g", at: event.timeStamp };
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [enabled]);
}
