import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { DocumentRow, DocumentSummaryRow } from "./document.repository";
import type { SourceRow } from "./source.repository";
import { type DocumentSummary, type Source, type SourceDocument, sourceFormats } from "./source.schema";

export function toSourceDto(row: SourceRow): Source {
  return {
    id: row.id,
    assistantId: row.assistant_id,
    kind: row.kind as Source["kind"],
    title: row.title,
    url: row.url,
    fileName: row.file_name,
    format: sourceFormats.find((format) => format === row.format) ?? null,
    byteSize: row.byte_size,
    pageLimit: row.page_limit,
    resync: row.resync as Source["resync"],
    status: row.status as Source["status"],
    progress: row.progress,
    error:
      row.error_code === null
        ? null
        : { code: row.error_code, message: row.error_message ?? "It could not be read. Try it again." },
    skippedPages: row.skipped_pages,
    documentCount: row.document_count,
    chunkCount: row.chunk_count,
    documentId: row.document_id,
    syncedAt: toIsoOrNull(row.synced_at),
    createdAt: toIso(row.created_at),
  };
}

export function toDocumentSummaryDto(row: DocumentSummaryRow): DocumentSummary {
  return {
    id: row.id,
    sourceId: row.source_id,
    title: row.title,
    url: row.url,
    language: row.language,
    pageCount: row.page_count,
    chunkCount: row.chunk_count,
    updatedAt: toIso(row.updated_at),
  };
}

/** A document with a part of its text. Offsets are UTF-16 units, as those of passages. */
export function toDocumentDto(row: DocumentRow, { from, length }: { from: number; length: number }): SourceDocument {
  const start = Math.min(from, row.body.length);
  const end = Math.min(start + length, row.body.length);
  return {
    ...toDocumentSummaryDto(row),
    assistantId: row.assistant_id,
    characters: row.body.length,
    from: start,
    text: row.body.slice(start, end),
    next: end < row.body.length ? end : null,
    pages: row.page_starts.flatMap((at, index) => (at >= start && at < end ? [{ page: index + 1, at }] : [])),
  };
}
