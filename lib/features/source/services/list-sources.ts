import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type DocumentRow, type DocumentSummaryRow, documentRepository } from "../document.repository";
import { type SourceRow, sourceRepository } from "../source.repository";
import { type listSourcesQuery, maxSources, type SourceSummary } from "../source.schema";

/** @throws NotFoundError, BadRequestError for a forged cursor */
export async function listSources(
  tx: Tx,
  workspaceId: string,
  { assistantId, cursor, limit, ...filters }: z.infer<typeof listSourcesQuery> & { assistantId: string },
): Promise<{ rows: SourceRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await requireAssistant(tx, workspaceId, assistantId);
  const found = await sourceRepository(tx, workspaceId).list(assistantId, { limit, after, ...filters });
  return pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** How much an assistant knows. @throws NotFoundError */
export async function summarizeSources(tx: Tx, workspaceId: string, assistantId: string): Promise<SourceSummary> {
  const counts = await requireAssistant(tx, workspaceId, assistantId);
  const { under_way, ...sources } = await sourceRepository(tx, workspaceId).summary(assistantId);
  return {
    ...sources,
    underWay: under_way,
    limit: maxSources,
    documents: counts.documents,
    chunks: counts.chunk_count,
  };
}

async function requireAssistant(tx: Tx, workspaceId: string, assistantId: string) {
  const counts = await documentRepository(tx, workspaceId).counts(assistantId);
  if (!counts) throw new NotFoundError();
  return counts;
}

/** @throws NotFoundError */
export async function getSource(tx: Tx, workspaceId: string, id: string): Promise<SourceRow> {
  const row = await sourceRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** What a source was read into: one document, or the pages of a site. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listDocuments(
  tx: Tx,
  workspaceId: string,
  { sourceId, cursor, limit }: { sourceId: string; cursor?: string | undefined; limit: number },
): Promise<{ rows: DocumentSummaryRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  const source = await getSource(tx, workspaceId, sourceId);
  const found = await documentRepository(tx, workspaceId).list(source, limit, after);
  return pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError */
export async function getDocument(tx: Tx, workspaceId: string, id: string): Promise<DocumentRow> {
  const row = await documentRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}
