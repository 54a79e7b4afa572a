import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { retryDeadJob } from "@/lib/platform/jobs/dead-jobs";

/** One more try for a dead job of the workspace; audited. @throws NotFoundError also when it is no longer dead */
export async function retryJob(tx: Tx, workspaceId: string, jobId: string): Promise<void> {
  if (!(await retryDeadJob(tx, workspaceId, jobId))) throw new NotFoundError();
  await recordEvent(tx, { workspaceId, action: "job.retried", targetType: "job", targetId: jobId });
}
