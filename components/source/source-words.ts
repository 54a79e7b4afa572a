import type { Source, SourceSummary } from "@/lib/features/source/source.schema";
import { formatBytes, plural } from "@/lib/shared/format";

export const resyncWords: Record<Source["resync"], string> = {
  never: "Only when I say so",
  daily: "Every day",
  weekly: "Every week",
};

const formatWords: Record<NonNullable<Source["format"]>, string> = {
  text: "Text",
  markdown: "Markdown",
  html: "Page",
  pdf: "PDF",
  docx: "Word",
  csv: "Table",
};
const kindWords: Record<Source["kind"], string> = { text: "Text", file: "File", url: "Page", site: "Site" };

/** "PDF, 120 kB, 14 passages". */
export function factsOf(source: Source): string {
  const isPage = source.kind === "url" && source.format !== null && source.format !== "html";
  const format = source.format === null ? undefined : formatWords[source.format];
  const kind = source.kind === "file" || isPage ? (format ?? kindWords[source.kind]) : kindWords[source.kind];
  return [
    kind,
    ...(source.byteSize === null ? [] : [formatBytes(source.byteSize)]),
    ...(source.kind === "site" && source.documentCount > 0 ? [plural(source.documentCount, "page")] : []),
    ...(source.chunkCount > 0 ? [plural(source.chunkCount, "passage")] : []),
    ...(source.resync === "never" ? [] : [`read again ${source.resync}`]),
  ].join(", ");
}

export function summaryWords({ sources, limit, chunks, bytes }: SourceSummary): string {
  return `${plural(sources, "source")} of ${limit}, ${plural(chunks, "passage")} that can be found, ${formatBytes(bytes)}`;
}

export function statusWords({ status, error, progress }: Source): { label: string; color: string } {
  if (status === "failed") return { label: "Failed", color: "red" };
  if (status === "queued") return { label: "Waiting", color: "gray" };
  if (status === "parsing") return { label: `Reading ${progress} %`, color: "sun" };
  return error === null ? { label: "Ready", color: "patina" } : { label: "Ready, not renewed", color: "sun" };
}
