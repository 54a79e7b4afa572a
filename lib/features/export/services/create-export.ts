import "server-only";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { connectionRepository } from "@/lib/features/connection/connection.repository";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { runExportJob } from "../export.jobs";
import { type ExportRow, exportRepository } from "../export.repository";
import type { CreateExport } from "../export.schema";

/**
 * Asks for an export of a build; the job does it.
 * @throws NotFoundError for a build or connection the caller cannot see
 */
export async function createExport(
  tx: Tx,
  workspaceId: string,
  { buildId, ...wish }: CreateExport & { buildId: string },
): Promise<ExportRow> {
  await getBuild(buildRepository(tx, workspaceId), buildId);
  if (!(await connectionRepository(tx, workspaceId).find(wish.connectionId))) throw new NotFoundError();
  const id = await exportRepository(tx, workspaceId).insert(buildId, wish);
  return await queued(tx, workspaceId, id);
}

/**
 * Tries a failed export again, under the same names: what it had already made is found and used.
 * @throws NotFoundError, ConflictError EXPORT_NOT_FAILED
 */
export async function retryExport(tx: Tx, workspaceId: string, id: string): Promise<ExportRow> {
  const exports = exportRepository(tx, workspaceId);
  const row = await exports.find(id);
  if (!row) throw new NotFoundError();
  if (row.status !== "failed")
    throw new ConflictError("EXPORT_NOT_FAILED", "Only an export that has failed can be tried again.");
  await elevated(tx, () =>
    exports.update(id, { status: "queued", step: "queued", error: null, error_code: null, finished_at: null }),
  );
  return await queued(tx, workspaceId, id);
}

async function queued(tx: Tx, workspaceId: string, id: string): Promise<ExportRow> {
  await enqueue(tx, runExportJob, { workspaceId, exportId: id }, { singletonKey: id });
  const row = await exportRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}
