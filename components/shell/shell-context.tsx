"use client";

import { createContext, use } from "react";

export type ShellActions = { createProject: () => void; showShortcuts: () => void; openPalette: () => void };

export const ShellContext = createContext<ShellActions | null>(null);

export function useShell(): ShellActions {
  const value = use(ShellContext);
  if (value === null) throw new Error("useShell outside the shell");
  return value;
}
