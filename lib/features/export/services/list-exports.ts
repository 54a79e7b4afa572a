import "server-only";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { ExportRepository, ExportRow } from "../export.repository";

type Ask = { projectId: string; limit: number; cursor?: string | undefined };

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listExports(
  exports: Pick<ExportRepository, "list">,
  ask: Ask,
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  const rows = await exports.list(ask.projectId, ask.limit, decodeCursor(ask.cursor));
  return pageOf(rows, ask.limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError */
export async function getExport(exports: Pick<ExportRepository, "find">, id: string): Promise<ExportRow> {
  const row = await exports.find(id);
  if (!row) throw new NotFoundError();
  return row;
}
