import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import type { Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { csvLines, escapeFormula } from "@/lib/platform/http/csv";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import { pagedStream } from "@/lib/platform/http/paged-stream";
import { leadRepository } from "../lead.repository";
import type { Lead, LeadFilters } from "../lead.schema";
import { toLeadDto } from "../lead.serializer";

const pageSize = 500;
/** Spreadsheets take a file without it for their own country's letters. */
const byteOrderMark = "\uFEFF";

const columns: readonly (readonly [name: string, cell: (lead: Lead) => string | number | null])[] = [
  ["id", (lead) => lead.id],
  ["createdAt", (lead) => lead.createdAt],
  ["status", (lead) => lead.status],
  ["email", (lead) => lead.email],
  ["name", (lead) => lead.name],
  ["phone", (lead) => lead.phone],
  ["message", (lead) => lead.message],
  ["notes", (lead) => lead.notes],
  ["assistantId", (lead) => lead.assistant.id],
  ["assistantName", (lead) => lead.assistant.name],
  ["pageUrl", (lead) => lead.pageUrl],
  ["conversationId", (lead) => lead.conversationId],
  ["consentText", (lead) => lead.consentText],
  ["consentVersion", (lead) => lead.consentVersion],
  ["consentedAt", (lead) => lead.consentedAt],
  ["updatedAt", (lead) => lead.updatedAt],
];
const toCell = (value: string | number | null) =>
  typeof value === "number" ? String(value) : escapeFormula(value ?? "");

/**
 * All leads that match, as CSV with every column, newest first; audited in the request's own transaction. Read while the client
 * takes it, each page in a transaction of its own: one that comes meanwhile is newer than the first and stays out.
 */
export async function exportLeads(
  tx: Tx,
  workspaceId: string,
  filters: LeadFilters,
): Promise<ReadableStream<Uint8Array>> {
  const { q, ...named } = filters;
  // What somebody searched for may be a person's address, and the log keeps everything.
  const changes = { format: "csv", ...named, ...(q ? { searched: true } : {}) };
  await recordEvent(tx, { workspaceId, action: "lead.exported", targetType: "lead", targetId: null, changes });
  return pagedStream<KeysetPosition>(async (after) => {
    // The caller's right was checked by the route; those who have it see every project of the workspace.
    const rows = await asService((own) => leadRepository(own, workspaceId).list(filters, { limit: pageSize, after }));
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1);
    const lines = shown.map(toLeadDto).map((lead) => columns.map(([, cell]) => toCell(cell(lead))));
    const head = after === undefined ? byteOrderMark + csvLines([columns.map(([name]) => name)]) : "";
    return {
      text: head + csvLines(lines),
      next: rows.length > pageSize && last ? { value: last.created_at, id: last.id } : null,
    };
  });
}
