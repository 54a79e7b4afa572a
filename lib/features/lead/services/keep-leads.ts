import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type LeadRow, leadRepository } from "../lead.repository";
import type { listLeadsQuery, updateLeadBody } from "../lead.schema";

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listLeads(
  tx: Tx,
  workspaceId: string,
  { cursor, limit, ...filters }: z.infer<typeof listLeadsQuery>,
): Promise<{ rows: LeadRow[]; nextCursor: string | null }> {
  const found = await leadRepository(tx, workspaceId).list(filters, { limit, after: decodeCursor(cursor) });
  return pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError */
export async function getLead(tx: Tx, workspaceId: string, id: string): Promise<LeadRow> {
  const row = await leadRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError */
export async function updateLead(
  tx: Tx,
  workspaceId: string,
  { id, status, notes }: z.infer<typeof updateLeadBody> & { id: string },
): Promise<LeadRow> {
  const changes = { ...(status === undefined ? {} : { status }), ...(notes === undefined ? {} : { notes }) };
  if (!(await leadRepository(tx, workspaceId).update(id, changes))) throw new NotFoundError();
  return await getLead(tx, workspaceId, id);
}

/** @throws NotFoundError */
export async function deleteLead(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await getLead(tx, workspaceId, id);
  if (!(await leadRepository(tx, workspaceId).delete(id))) throw new ForbiddenError();
}
