import "server-only";
import type { ReadDocument } from "@/lib/features/assistant/retrieval/read-document";
import { SourceFailure } from "../source.failure";
import type { SourceFormat } from "../source.schema";
import { assemble, type Blocks, maxCharacters } from "./blocks";
import { type Detected, detectFormat } from "./detect-format";
import { readCsv } from "./read-csv";
import { readMarkdown } from "./read-markdown";
import { readText } from "./read-text";
import { readInThread } from "./read-thread";

export type ReadResult = {
  format: SourceFormat;
  document: ReadDocument;
  /** Where the links of a web page lead; empty for everything else. */
  links: string[];
};
type Options = {
  /** Where the bytes are from; what surrounds the content of a web page is left out then. */
  url?: string;
  charset?: string;
  /** Somebody pasted it: it is a text, whatever it looks like. */
  isPasted?: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
};

/**
 * Reads a document of any format that is known, found out by its bytes.
 * @throws SourceFailure, Error when `signal` says to stop
 */
export async function readBytes(bytes: Uint8Array, options: Options = {}): Promise<ReadResult> {
  const detected = await detectFormat(bytes, options.charset);
  const found = await blocksOf(bytes, detected, options);
  return { format: detected.format, document: assemble(found), links: found.links ?? [] };
}

async function blocksOf(
  bytes: Uint8Array,
  detected: Detected,
  { url, isPasted, ...options }: Options,
): Promise<Blocks & { links?: string[] }> {
  if (!("text" in detected)) return await readInThread({ format: detected.format, bytes }, options);
  const { format, text } = detected;
  if (format === "html" && !isPasted) {
    const place = url === undefined ? { isPage: true } : { url, isPage: true };
    return await readInThread({ format, text, ...place }, options);
  }
  if (text.length > maxCharacters) throw new SourceFailure("TOO_LONG");
  if (format === "csv") return readCsv(text);
  return format === "markdown" ? readMarkdown(text) : readText(text);
}
