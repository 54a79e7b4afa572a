import { z } from "zod";
import { timestamp } from "@/lib/shared/schema";

/** Whether a language model writes an assistant's answers, and why it did not the last time. */
export const modelStatusDto = z.strictObject({
  /** The model that answers; null: answers are quoted, because none is configured or the assistant is set to quote. */
  model: z.string().nullable(),
  /** Null while all is well: the last answer that a model was asked for was written by it, or none was asked for lately. */
  trouble: z
    .strictObject({
      code: z.string(),
      /** What happened, a sentence without its full stop. */
      reason: z.string(),
      advice: z.string(),
      /** When a visitor was last given a quoted answer for that reason. */
      at: timestamp,
      /** Answers to visitors in the last 24 hours that were quoted although a model was to write them. */
      quotedAnswers: z.number().int(),
    })
    .nullable(),
});
export type ModelStatus = z.infer<typeof modelStatusDto>;
