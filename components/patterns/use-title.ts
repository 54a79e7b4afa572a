"use client";

import { useEffect } from "react";

/** A title only the browser can know, because the name arrives with the data. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title === undefined) return;
    const before = document.title;
    document.title = `${title} · Atrium`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
