"use client";

import { createContext, use, useEffect } from "react";

export type ShellActions = {
  createProject: () => void;
  showShortcuts: () => void;
  openPalette: () => void;
  /** Names the last breadcrumb of a page whose name is data. */
  setCrumb: (label: string | null) => void;
};

export const ShellContext = createContext<ShellActions | null>(null);

export function useShell(): ShellActions {
  const value = use(ShellContext);
  if (value === null) throw new Error("useShell outside the shell");
  return value;
}

/**
 * The page tells the shell. A second reader of the same query in the shell would start it before the page hydrates, and
 * what hydrates would then not match what the server drew.
 */
export function useCrumb(label: string | undefined): void {
  const { setCrumb } = useShell();
  useEffect(() => {
    setCrumb(label ?? null);
    return () => setCrumb(null);
  }, [label, setCrumb]);
}
