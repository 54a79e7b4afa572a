import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { connectionRepository } from "@/lib/features/connection/connection.repository";
import { type OpenConnection, openConnection } from "@/lib/features/connection/services/open-connection";
import { now } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { ExternalApiError } from "@/lib/platform/errors/errors";
import { ExportFailure, exportRetries } from "../export.failure";
import { type ExportChange, type ExportRow, exportRepository } from "../export.repository";
import { exportSettings } from "../export-settings.repository";
import { tellExportEnded } from "./tell-export";

export type ExportIds = { workspaceId: string; exportId: string };

const behalf = (row: ExportRow) => ({ via: "job", ...(row.created_by === null ? {} : { userId: row.created_by }) });

/** @throws ExportFailure CONNECTION_GONE, EncryptionError */
export async function connectionOf(workspaceId: string, row: ExportRow): Promise<OpenConnection> {
  const found = row.connection_id === null ? undefined : await openConnection(workspaceId, row.connection_id);
  if (found) return found;
  throw new ExportFailure("CONNECTION_GONE", "The connection was removed before the export was done.");
}

/** Writes down that it is done. */
export async function finishExport({ workspaceId }: ExportIds, row: ExportRow, done: ExportChange): Promise<void> {
  const at = now().toISOString();
  await asService(async (tx) => {
    const end = { status: "succeeded" as const, step: "done" as const, error: null, error_code: null, finished_at: at };
    if (!(await exportRepository(tx, workspaceId).updateOpen(row.id, { ...done, ...end }))) return;
    const changes = { url: done.url, version: row.version };
    await recordEvent(tx, { workspaceId, action: "export.succeeded", targetType: "export", targetId: row.id, changes });
    await tellExportEnded(tx, workspaceId, row, { type: "export.succeeded", at, body: done.url ?? "" });
  }, behalf(row));
}

/** Writes down that it was ended before it was done, because somebody wanted so. */
export async function endCanceled(
  { workspaceId }: ExportIds,
  row: ExportRow,
  change: ExportChange = {},
): Promise<void> {
  await asService(async (tx) => {
    const end = { status: "canceled" as const, error: null, error_code: null, finished_at: now().toISOString() };
    if (!(await exportRepository(tx, workspaceId).updateOpen(row.id, { ...change, ...end }))) return;
    await exportSettings(tx, workspaceId).forget(row.id);
    await recordEvent(tx, { workspaceId, action: "export.canceled", targetType: "export", targetId: row.id });
  }, behalf(row));
}

/**
 * Writes a failure into the row: as what the next try waits for, or as the end.
 * @throws ExternalApiError when the queue should try again
 */
export async function failExport(
  ids: ExportIds,
  row: ExportRow,
  { failure, attempt }: { failure: ExportFailure; attempt: number },
): Promise<void> {
  const { code, message, passes } = failure;
  const isOver = !passes || attempt > exportRetries;
  const at = now().toISOString();
  if (code === "TOKEN_REVOKED") await refuseConnection(ids.workspaceId, row);
  await asService(async (tx) => {
    const wasOpen = await exportRepository(tx, ids.workspaceId).updateOpen(row.id, {
      error_code: code,
      error: message.slice(0, 500),
      ...(isOver ? { status: "failed", finished_at: at } : {}),
    });
    if (!isOver || !wasOpen) return;
    const event = {
      workspaceId: ids.workspaceId,
      action: "export.failed",
      targetType: "export",
      targetId: row.id,
    } as const;
    await recordEvent(tx, { ...event, changes: { code } });
    await tellExportEnded(tx, ids.workspaceId, row, { type: "export.failed", at, body: message });
  }, behalf(row));
  if (!isOver) throw new ExternalApiError(code, message, { cause: failure.cause });
}

async function refuseConnection(workspaceId: string, { connection_id }: ExportRow): Promise<void> {
  if (connection_id !== null)
    await asService((tx) => connectionRepository(tx, workspaceId).markChecked(connection_id, false), { via: "job" });
}
