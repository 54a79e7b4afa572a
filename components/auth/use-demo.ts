"use client";

import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/shared/api-client";

/** A full navigation on purpose: the new session must reach every cache and layout. */
export function goTo(path: string): void {
  window.location.assign(path);
}

export function useDemo() {
  return useMutation({
    mutationFn: () => api.post<{ redirectTo: string }>("auth/demo", { body: {} }),
    onSuccess: ({ data }) => goTo(data.redirectTo),
  });
}
