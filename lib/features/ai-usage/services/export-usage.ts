import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import { csvLines, escapeFormula } from "@/lib/platform/http/csv";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import { pagedStream } from "@/lib/platform/http/paged-stream";
import { aiUsageRepository, type UsageRow } from "../ai-usage.repository";
import type { AiUsage } from "../ai-usage.schema";
import { toUsageDto } from "../ai-usage.serializer";
import { summaryStart } from "./summarize-usage";

type Call = AiUsage["calls"][number];
const pageSize = 500;
const columns = [
  "createdAt",
  "model",
  "outcome",
  "promptTokens",
  "completionTokens",
  "costMicroUsd",
  "durationMs",
  "projectId",
  "createdBy",
  "runId",
] as const satisfies readonly (keyof Call)[];

const toCell = (value: Call[keyof Call]): string =>
  typeof value === "number" ? String(value) : escapeFormula(value ?? "");
const positionOf = (row: UsageRow): KeysetPosition => ({ value: row.created_at, id: row.id });

/**
 * The calls of the summary's days as CSV, newest first. Read while the client takes it, each page in a transaction of its own;
 * projects by id, because not every reader sees every name.
 */
export function exportUsage(workspaceId: string): ReadableStream<Uint8Array> {
  const since = summaryStart();
  return pagedStream<KeysetPosition>(async (after) => {
    // The caller's right was checked by the route; the workspace is the one it was checked for.
    const rows = await asService((own) => aiUsageRepository(own, workspaceId).list(pageSize, after, since));
    const calls = rows.slice(0, pageSize);
    const lines = calls.map(toUsageDto).map((call) => columns.map((column) => toCell(call[column])));
    const last = calls.at(-1);
    return {
      text: csvLines(after === undefined ? [columns, ...lines] : lines),
      next: rows.length > pageSize && last ? positionOf(last) : null,
    };
  });
}
