"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Connection } from "@/lib/features/connection/connection.schema";

export function useConnections() {
  const { key, scope, can } = useWorkspace();
  return useCursorList<Connection>([...key, "connections"], "connections", scope, can("connections.read"));
}

export function useRefreshConnections() {
  const { key } = useWorkspace();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [...key, "connections"] });
}
