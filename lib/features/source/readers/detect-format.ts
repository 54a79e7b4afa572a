import { parse } from "csv-parse/sync";
import { fileTypeFromBuffer } from "file-type";
import { SourceFailure } from "../source.failure";
import { decodeText } from "./decode-text";
import { zipEntries } from "./zip-entries.mjs";

export type Detected = { format: "pdf" | "docx" } | { format: "text" | "markdown" | "html" | "csv"; text: string };

/**
 * What bytes are, by themselves: a name says nothing.
 * @param charset what a server said of the characters, if it did
 * @throws SourceFailure EMPTY_FILE, UNSUPPORTED_TYPE and its kin, BAD_ENCODING
 */
export async function detectFormat(bytes: Uint8Array, charset?: string): Promise<Detected> {
  if (bytes.length === 0) throw new SourceFailure("EMPTY_FILE");
  if (startsWithin(bytes, "%PDF-", 1024)) return { format: "pdf" };
  if (startsWithin(bytes, "PK\u0003\u0004", 4)) return fromArchive(bytes);
  // Anything else with a signature is no text. What looks like XML is looked at below.
  const known = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (known?.mime === "application/x-cfb") throw new SourceFailure("OLD_WORD");
  if (known !== undefined && !/\b(?:xml|html|text)\b/.test(known.mime) && !hasTextMark(bytes))
    throw new SourceFailure("UNSUPPORTED_TYPE");
  const text = decodeText(bytes, charset);
  return { format: textFormat(text), text };
}

/** A byte order mark says text, whatever the first letters look like. */
const hasTextMark = ([a, b, c]: Uint8Array): boolean =>
  (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);

function startsWithin(bytes: Uint8Array, mark: string, length: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).includes(
    Buffer.from(mark, "latin1"),
  );
}

function fromArchive(bytes: Uint8Array): Detected {
  const names = zipEntries(bytes)?.map(({ name }) => name) ?? [];
  const has = (start: string) => names.some((name) => name.startsWith(start));
  if (has("word/document")) return { format: "docx" };
  if (has("xl/workbook")) throw new SourceFailure("SPREADSHEET");
  if (has("ppt/presentation")) throw new SourceFailure("PRESENTATION");
  throw new SourceFailure("ZIP_ARCHIVE");
}

const sampleLength = 20_000;

/** Which kind of text it is; plain text when in doubt. */
function textFormat(text: string): "text" | "markdown" | "html" | "csv" {
  const sample = text.slice(0, sampleLength);
  if (isHtml(sample)) return "html";
  if (csvDelimiter(text) !== undefined) return "csv";
  return isMarkdown(sample) ? "markdown" : "text";
}

function isHtml(sample: string): boolean {
  const start = sample.trimStart().slice(0, 1000).toLowerCase();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/.test(start)) return true;
  const tags =
    sample.match(/<\/?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|section|article|br|a|span)\b[^<>]{0,500}>/gi) ?? [];
  return start.startsWith("<") && tags.length >= 4;
}

function isMarkdown(sample: string): boolean {
  const marks = [
    /^#{1,6} \S/m,
    /^(?:```|~~~)/m,
    /\[[^\][\n]{1,300}\]\([^)\s]{1,300}\)/,
    /^\|?[ \t]{0,9}:?-{3,}:?[ \t]{0,9}\|/m,
    /^(?:={3,}|-{3,})[ \t]{0,9}$/m,
    /\*\*\S[^*\n]{0,300}\*\*/,
    /^> \S/m,
  ];
  return marks[0]?.test(sample) === true || marks.filter((mark) => mark.test(sample)).length >= 2;
}

const delimiters = [",", ";", "\t", "|"] as const;
const sampleRows = 30;
const longestColumnName = 80;

/** What separates the columns of a table; undefined when it is none. */
export function csvDelimiter(text: string): string | undefined {
  return delimiters.find((delimiter) => {
    const rows = firstRows(text, delimiter);
    const [header, ...rest] = rows;
    if (header === undefined || header.length < 2 || rest.length === 0) return false;
    const names = header.map((name) => name.trim());
    const isHeader =
      names.every(
        (name) => name !== "" && name.length <= longestColumnName && !/[.!?:]$/.test(name) && !name.includes("\n"),
      ) && new Set(names).size === names.length;
    // Two columns are soon found in prose; there each row has to have them, and more than one.
    const fewest = names.length === 2 ? 2 : 1;
    return isHeader && rest.length >= fewest && rest.every((row) => row.length === header.length);
  });
}

function firstRows(text: string, delimiter: string): string[][] {
  // The last line of a sample may be half of one.
  const end = text.length > sampleLength ? text.lastIndexOf("\n", sampleLength) : text.length;
  const sample = text.slice(0, Math.max(0, end));
  try {
    return parse(sample, { delimiter, to: sampleRows, relax_column_count: true, skip_empty_lines: true, bom: true });
  } catch {
    // Quotes that are none.
    return [];
  }
}
