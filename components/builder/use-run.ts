"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { RUN_EVENT_TYPES, type Run, type RunEvent } from "@/lib/features/build/run.schema";
import { api, apiUrl, isRecord } from "@/lib/shared/api-client";

const pollMs = 1_500;

type Ended = (run: Run) => void;

/**
 * The newest run of a project, followed while it is under way: by its stream, and by asking now and then where no stream gets
 * through. It is found again after a reload, whoever started it.
 */
export function useRun(projectId: string, onEnded: Ended) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const [isPolling, setPolling] = useState(false);
  const query = useQuery({
    queryKey: [...key, "runs", projectId],
    queryFn: async ({ signal }) => {
      const { data } = await api.get<Run[]>(`projects/${projectId}/runs`, { query: { ...scope, limit: 1 }, signal });
      return data[0] ?? null;
    },
    refetchInterval: (state) => (isPolling && state.state.data?.status === "running" ? pollMs : false),
  });
  const run = query.data ?? null;
  const runningId = run?.status === "running" ? run.id : null;

  const address = useRef({ queryClient, key, scope, projectId });
  address.current = { queryClient, key, scope, projectId };
  useEffect(() => {
    if (runningId === null) return;
    const { queryClient: client, key: at, scope: where, projectId: project } = address.current;
    const queryKey = [...at, "runs", project];
    const seen = client.getQueryData<Run | null>(queryKey)?.events.at(-1)?.id ?? 0;
    const source = new EventSource(apiUrl(`runs/${runningId}/events`, { ...where, after: seen }));
    const take = (message: MessageEvent<string>) => {
      const event = readEvent(message.data);
      if (event)
        client.setQueryData<Run | null>(queryKey, (before) =>
          before?.id === runningId ? withEvent(before, event) : before,
        );
    };
    for (const type of RUN_EVENT_TYPES) source.addEventListener(type, take);
    // The browser comes back by itself after a break, and says which event it saw last. A refusal is for good.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setPolling(true);
    };
    return () => source.close();
  }, [runningId]);

  const followed = useRef<string | null>(null);
  const ended = useRef<Ended>(onEnded);
  ended.current = onEnded;
  useEffect(() => {
    if (runningId !== null) followed.current = runningId;
    else if (run !== null && followed.current === run.id) {
      followed.current = null;
      setPolling(false);
      ended.current(run);
    }
  }, [run, runningId]);

  return {
    run,
    isLoading: query.isPending,
    started: (next: Run) => queryClient.setQueryData([...key, "runs", projectId], next),
    /** Ends the run that is under way; one that was done a moment before stays done. */
    stop: async (runId: string) => {
      const { data } = await api.post<Run>(`runs/${runId}/cancel`, { query: scope, body: {} });
      queryClient.setQueryData([...key, "runs", projectId], data);
    },
  };
}

function readEvent(text: string): RunEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && typeof value.id === "number" && isRecord(value.data) ? (value as RunEvent) : null;
  } catch {
    return null;
  }
}

function withEvent(run: Run, event: RunEvent): Run {
  if ((run.events.at(-1)?.id ?? 0) >= event.id) return run;
  const status = event.type === "done" || event.type === "failed" ? event.type : run.status;
  return { ...run, status, events: [...run.events, event] };
}
