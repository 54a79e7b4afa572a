import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { csvLines, escapeFormula } from "@/lib/platform/http/csv";
import { pagedStream } from "@/lib/platform/http/paged-stream";
import { type AuditFilters, auditRepository } from "../audit.repository";
import type { AuditEntry } from "../audit.schema";
import { toAuditDto } from "../audit.serializer";
import { recordEvent } from "./record-event";

export type ExportFormat = "csv" | "json";

const pageSize = 500;
const columns = [
  "seq",
  "at",
  "actorType",
  "actorId",
  "actorName",
  "action",
  "targetType",
  "targetId",
  "changes",
  "requestId",
  "via",
  "hash",
] as const satisfies readonly (keyof AuditEntry)[];

function toCell(value: AuditEntry[keyof AuditEntry]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return escapeFormula(typeof value === "string" ? value : JSON.stringify(value));
}

/**
 * Starts an export of the log as it is now and audits it in the request's own transaction. The pages are read later, while
 * the client takes them, each in its own transaction; the log only grows, so a bound on the sequence is a snapshot.
 */
export async function exportEntries(
  tx: Tx,
  workspaceId: string,
  filters: AuditFilters,
  format: ExportFormat,
): Promise<ReadableStream<Uint8Array>> {
  const upTo = await auditRepository(tx, workspaceId).lastSeq();
  await recordEvent(tx, {
    workspaceId,
    action: "audit.exported",
    targetType: "audit",
    targetId: null,
    changes: { format, ...filters },
  });
  const readPage = async (before: number | undefined) => {
    // The caller's right was checked above; the workspace is the one it was checked for.
    const rows = await asService((own) =>
      auditRepository(own, workspaceId).list(filters, { limit: pageSize, before, upTo }),
    );
    return { entries: rows.slice(0, pageSize).map(toAuditDto), more: rows.length > pageSize };
  };
  return format === "csv" ? csvStream(readPage) : jsonStream(readPage);
}

type ReadPage = (before: number | undefined) => Promise<{ entries: AuditEntry[]; more: boolean }>;

function csvStream(readPage: ReadPage): ReadableStream<Uint8Array> {
  return entryStream(readPage, {
    open: csvLines([columns]),
    page: (entries) => csvLines(entries.map((entry) => columns.map((column) => toCell(entry[column])))),
    close: "",
  });
}

function jsonStream(readPage: ReadPage): ReadableStream<Uint8Array> {
  return entryStream(readPage, {
    open: "[",
    page: (entries, isFirst) =>
      entries.map((entry, index) => `${isFirst && index === 0 ? "\n" : ",\n"}${JSON.stringify(entry)}`).join(""),
    close: "\n]\n",
  });
}

type Shape = { open: string; page: (entries: AuditEntry[], isFirst: boolean) => string; close: string };

function entryStream(readPage: ReadPage, shape: Shape): ReadableStream<Uint8Array> {
  return pagedStream<number>(async (before) => {
    const { entries, more } = await readPage(before);
    const isFirst = before === undefined;
    const text = (isFirst ? shape.open : "") + shape.page(entries, isFirst) + (more ? "" : shape.close);
    return { text, next: more ? (entries.at(-1)?.seq ?? null) : null };
  });
}
