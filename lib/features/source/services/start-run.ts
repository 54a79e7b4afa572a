import "server-only";
import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { readSourceQueue } from "../source.queues";
import { sourceRuns } from "../source.repository";

/** Has a source read, anew or for the first time. Whatever run there was writes nothing from now on. */
export async function startRun(tx: Tx, workspaceId: string, sourceId: string): Promise<void> {
  const runId = randomUUID();
  await elevated(tx, () => sourceRuns(tx, workspaceId).beginRun(sourceId, runId));
  await enqueue(tx, readSourceQueue, { workspaceId, sourceId, runId }, { singletonKey: runId });
}
