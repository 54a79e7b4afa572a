import { z } from "zod";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const sourceKinds = ["text", "file", "url", "site"] as const;
export const sourceStatuses = ["queued", "parsing", "ready", "failed"] as const;
export const sourceFormats = ["text", "markdown", "html", "pdf", "docx", "csv"] as const;
export const resyncChoices = ["never", "daily", "weekly"] as const;
export type SourceKind = (typeof sourceKinds)[number];
export type SourceFormat = (typeof sourceFormats)[number];

/** Bytes of one file. */
export const maxFileBytes = 10 * 1024 * 1024;
/** Sources of one assistant. */
export const maxSources = 500;
/** Characters of a pasted text. */
export const maxPastedLength = 100_000;
/** Characters of a document in one answer. */
export const maxSliceLength = 20_000;

const title = line(300);
const webAddress = z
  .string()
  .trim()
  .max(2000)
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    "Enter a full address, such as https://example.com/help",
  )
  .refine(
    (value) => URL.canParse(value) && new URL(value).username === "" && new URL(value).password === "",
    "The address must not contain a name or password",
  );
const resync = z.enum(resyncChoices);
const pageLimit = z.number().int().min(1).max(200);

export const createSourceBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), title: title.optional(), text: multiline(maxPastedLength, 1) }),
  z.strictObject({ kind: z.literal("url"), title: title.optional(), url: webAddress, resync: resync.default("never") }),
  z.strictObject({
    kind: z.literal("site"),
    title: title.optional(),
    url: webAddress,
    resync: resync.default("never"),
    pageLimit: pageLimit.default(50),
  }),
]);
export type CreateSource = z.infer<typeof createSourceBody>;
export const uploadSourceQuery = z.strictObject({
  /** The file's name. Its ending says nothing: what the file is stands in its bytes. */
  name: line(300),
  title: title.optional(),
});
export const updateSourceBody = z
  .strictObject({ title: title.optional(), resync: resync.optional(), pageLimit: pageLimit.optional() })
  .refine((value) => Object.keys(value).length > 0, "Name at least one change");
export const listSourcesQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  status: z.enum([...sourceStatuses, "all"]).default("all"),
  /** Part of the title. */
  q: z.string().trim().max(80).default(""),
});
export const readDocumentQuery = z.strictObject({
  /** Where the text begins, in UTF-16 units. */
  from: z.coerce.number().int().min(0).max(2_000_000).default(0),
  length: z.coerce.number().int().min(1).max(maxSliceLength).default(maxSliceLength),
});

export const sourceDto = z.strictObject({
  id: uuid,
  assistantId: uuid,
  kind: z.enum(sourceKinds),
  title: z.string(),
  url: z.string().nullable(),
  fileName: z.string().nullable(),
  /** Null until it has been read. */
  format: z.enum(sourceFormats).nullable(),
  byteSize: z.number().int().nullable(),
  pageLimit: z.number().int(),
  resync,
  status: z.enum(sourceStatuses),
  /** 0 to 100 while it is being read. */
  progress: z.number().int(),
  /** What went wrong. On a ready source: with its last reading; what was known before still is. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** Pages of a site that could not be read. */
  skippedPages: z.number().int(),
  documentCount: z.number().int(),
  chunkCount: z.number().int(),
  /** The first document: what a source of one document opens. */
  documentId: uuid.nullable(),
  syncedAt: timestamp.nullable(),
  createdAt: timestamp,
});
export type Source = z.infer<typeof sourceDto>;

export const sourceSummaryDto = z.strictObject({
  sources: z.number().int(),
  limit: z.number().int(),
  /** Queued or being read. */
  underWay: z.number().int(),
  failed: z.number().int(),
  documents: z.number().int(),
  /** Passages that can be found. */
  chunks: z.number().int(),
  /** Of everything that was uploaded or fetched. */
  bytes: z.number().int(),
});
export type SourceSummary = z.infer<typeof sourceSummaryDto>;

export const documentSummaryDto = z.strictObject({
  id: uuid,
  sourceId: uuid,
  title: z.string(),
  url: z.string().nullable(),
  language: z.string(),
  pageCount: z.number().int().nullable(),
  chunkCount: z.number().int(),
  updatedAt: timestamp,
});
export type DocumentSummary = z.infer<typeof documentSummaryDto>;
export const documentDto = documentSummaryDto.extend({
  assistantId: uuid,
  /** Of the whole text. */
  characters: z.number().int(),
  /** Where `text` begins. */
  from: z.number().int(),
  text: z.string(),
  /** Where the next slice begins; null at the end. */
  next: z.number().int().nullable(),
  /** Pages that begin within the slice. */
  pages: z.array(z.strictObject({ page: z.number().int(), at: z.number().int() })),
});
export type SourceDocument = z.infer<typeof documentDto>;
