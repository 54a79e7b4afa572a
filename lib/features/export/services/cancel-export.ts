import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { watchDeployQueue } from "../export.queues";
import { type ExportRow, exportRepository, isDeployRow } from "../export.repository";

/**
 * Asks for the end of a deploy that is under way; a job tells the host and says what became of it.
 * @throws NotFoundError, ConflictError EXPORT_NOT_CANCELABLE
 */
export async function cancelExport(tx: Tx, workspaceId: string, id: string): Promise<ExportRow> {
  const exports = exportRepository(tx, workspaceId);
  const row = await exports.find(id);
  if (!row) throw new NotFoundError();
  if (!isDeployRow(row) || !["queued", "running"].includes(row.status))
    throw new ConflictError("EXPORT_NOT_CANCELABLE", "Only a deploy that is under way can be canceled.");
  if (row.cancel_requested_at === null)
    await elevated(tx, () => exports.update(id, { cancel_requested_at: now().toISOString() }));
  // Beside the look that waits for its time already.
  if (row.step === "building")
    await enqueue(tx, watchDeployQueue, { workspaceId, exportId: id }, { singletonKey: `${id} cancel` });
  return (await exports.find(id)) ?? row;
}
