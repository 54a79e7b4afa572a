"use client";

import { ErrorState } from "@/components/patterns/states";

export default function WorkspaceError({ error, reset }: { error: Error; reset: () => void }) {
  return <ErrorState error={error} onRetry={reset} home="/workspaces?choose=1" headingLevel={1} />;
}
