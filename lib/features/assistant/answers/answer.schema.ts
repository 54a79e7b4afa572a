import { z } from "zod";
import { uuid } from "@/lib/shared/schema";

/** Languages the product itself speaks to visitors in; documents may be in any. */
export const assistantLanguages = ["en", "es", "fr", "de", "pt", "it", "ar"] as const;
export type AssistantLanguage = (typeof assistantLanguages)[number];

export const answerStatuses = [
  "answered",
  "uncertain",
  "unknown",
  "offered",
  "small_talk",
  "handoff",
  "lead",
  "no_documents",
] as const;
export const answerModes = ["extractive", "model", "curated", "rule"] as const;

/** Longest question, in characters. */
export const questionMaxLength = 4000;

/** Where an answer comes from. `quote` is the document's body from `startAt` to `endAt`, UTF-16 units, word for word. */
export const citationSchema = z.strictObject({
  /** 1 for the first. In a model's text the mark [1] stands for it. */
  ord: z.number().int().min(1),
  documentId: uuid,
  title: z.string(),
  url: z.string().nullable(),
  page: z.number().int().nullable(),
  heading: z.string(),
  quote: z.string(),
  startAt: z.number().int(),
  endAt: z.number().int(),
});
export type Citation = z.infer<typeof citationSchema>;

/** An answer as the engines make it, before it is a message. */
export const answerSchema = z.strictObject({
  /**
   * answered: quoted or written from documents, or by a person beforehand. uncertain: the closest passages, nothing asserted.
   * unknown: nothing fits. offered: two written answers fit, the visitor chooses. handoff: a person is asked for. lead: the
   * visitor wants to leave their address. no_documents: there is nothing to answer from yet.
   */
  status: z.enum(answerStatuses),
  mode: z.enum(answerModes),
  /** Plain text with paragraphs, "- " lists and **bold**; never HTML, never an image. */
  text: z.string().min(1),
  language: z.string(),
  citations: z.array(citationSchema),
  /** Questions to click on instead. */
  suggestions: z.array(z.string()),
  /** 0 and more; compared with the thresholds of the assistant. Null where nothing was searched. */
  confidence: z.number().nullable(),
  cached: z.boolean(),
  curatedId: uuid.nullable(),
  /** Whether the owner should hear of the question: nothing was found for it. */
  isGap: z.boolean(),
});
export type Answer = z.infer<typeof answerSchema>;

/** What a model's answer took; all null when none was asked. */
export type ModelUse = {
  model: string | null;
  promptTokens: number | null;
  cachedTokens: number | null;
  completionTokens: number | null;
  costMicroUsd: number | null;
  /** Why the quoted answer came although a model is configured. */
  fallback: string | null;
  firstMs: number | null;
};
export const noModel: ModelUse = {
  model: null,
  promptTokens: null,
  cachedTokens: null,
  completionTokens: null,
  costMicroUsd: null,
  fallback: null,
  firstMs: null,
};

export type Turn = { role: "visitor" | "assistant"; text: string };
