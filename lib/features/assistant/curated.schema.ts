import { z } from "zod";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const curatedMost = 500;
export const wordingsMost = 20;
export const curatedQuestionMax = 300;
export const curatedAnswerMax = 4000;
export const curatedImportBytes = 2 * 1024 * 1024;

const isWebAddress = (text: string): boolean => {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
};
const webAddress = z
  .string()
  .trim()
  .max(2000)
  .refine(
    (text) => !/[\s\p{Cc}]/u.test(text) && isWebAddress(text),
    "Write a whole address, like https://example.com/hours",
  );

const fields = {
  question: line(curatedQuestionMax, 3),
  /** Other ways of asking the same. In a file they stand between bars. */
  wordings: z.array(line(curatedQuestionMax, 3).regex(/^[^|]*$/, "Must not contain |")).max(wordingsMost),
  answer: multiline(curatedAnswerMax, 1),
  /** Where visitors can read more. */
  url: webAddress.nullable(),
  enabled: z.boolean(),
};
export const createCuratedAnswerBody = z.strictObject({
  ...fields,
  wordings: fields.wordings.default([]),
  url: fields.url.default(null),
  enabled: fields.enabled.default(true),
  /** Unanswered questions that this answers. */
  gapIds: z.array(uuid).max(100).default([]),
});
export const updateCuratedAnswerBody = z
  .strictObject(fields)
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
/** A row of an imported file. */
export const importedAnswer = z.strictObject({
  question: fields.question,
  wordings: fields.wordings,
  answer: fields.answer,
  url: fields.url,
});
export type ImportedAnswer = z.infer<typeof importedAnswer>;
export const listCuratedAnswersQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Case-insensitive part of the question, a wording or the answer. */
  q: line(80, 0).optional(),
});
export const curatedAnswerDto = z.strictObject({
  id: uuid,
  question: z.string(),
  wordings: z.array(z.string()),
  answer: z.string(),
  url: z.string().nullable(),
  enabled: z.boolean(),
  /** How often it was given to a visitor. */
  hits: z.number().int(),
  lastHitAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type CuratedAnswer = z.infer<typeof curatedAnswerDto>;
/** Unanswered questions that had this answer and are open again. */
export const deletedCuratedAnswerDto = z.strictObject({ reopenedGapIds: z.array(uuid) });
export const importedAnswersDto = z.strictObject({ created: z.number().int(), updated: z.number().int() });

export const gapStatuses = ["open", "answered", "dismissed"] as const;
export const listGapsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  status: z.enum(gapStatuses).default("open"),
});
export const updateGapsBody = z.strictObject({
  ids: z.array(uuid).min(1).max(100),
  /** `answered` comes with a written answer. */
  status: z.enum(["open", "dismissed"]),
});
export const gapDto = z.strictObject({
  id: uuid,
  question: z.string(),
  /** How often it was asked. */
  count: z.number().int(),
  status: z.enum(gapStatuses),
  curatedAnswerId: uuid.nullable(),
  lastAt: timestamp,
  createdAt: timestamp,
});
export type Gap = z.infer<typeof gapDto>;
