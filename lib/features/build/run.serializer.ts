import { toIso } from "@/lib/platform/clock/clock";
import type { RunRow } from "./run.repository";
import type { Run, RunEvent } from "./run.schema";

export const lostRun = {
  code: "RUN_LOST",
  message: "The server stopped in the middle of this. Nothing was kept, and your idea is still there: build it again.",
} as const;

type Stored = { type: string; data: object; at: string };

/** A run whose process is gone has failed, whether or not anybody has written that down. */
export function toRun(row: RunRow): Run {
  const stored = row.events as Stored[];
  const last = stored.at(-1);
  const events = row.lost ? [...stored, { type: "failed", data: lostRun, at: last?.at ?? row.created_at }] : stored;
  return {
    id: row.id,
    projectId: row.project_id,
    idea: row.idea,
    status: row.lost ? "failed" : (row.status as Run["status"]),
    events: events.map(({ type, data, at }, index) => ({ id: index + 1, type, data, at: toIso(at) }) as RunEvent),
    createdAt: toIso(row.created_at),
  };
}
