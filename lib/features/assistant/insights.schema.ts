import { z } from "zod";
import { uuid } from "@/lib/shared/schema";
import { answerModes, answerStatuses } from "./answers/answer.schema";

/** Days of one request. */
export const insightsDaysMost = 366;
const day = z.iso.date();
export const insightsQuery = z
  .strictObject({
    /** First day (UTC). Left out: thirty days that end with the last one. */
    from: day.optional(),
    /** Last day (UTC), included. Left out: today. */
    to: day.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["from"],
    message: "The first day must not be after the last one",
  });

const count = z.number().int();
const spread = z.strictObject({ p50: z.number().nullable(), p95: z.number().nullable() });
const cost = {
  promptTokens: count,
  completionTokens: count,
  /** Millionths of a US dollar; null where no price is known. */
  costMicroUsd: count.nullable(),
};
export const insightsDto = z.strictObject({
  from: day,
  to: day,
  /** Conversations of visitors that began in these days; trials of members are left out. */
  conversations: count,
  /** What visitors and everybody who answered them wrote in these days. */
  messages: count,
  /** Of the conversations: at least one question was answered, nobody asked for a person, and no person wrote. */
  resolvedWithoutPerson: count,
  /** Of the conversations: a person was asked for. */
  handoffs: count,
  leads: count,
  /** What the assistant answered in these days. */
  answers: count,
  /** Of the answers: that it does not know. */
  refusals: count,
  /** Of the answers: given again word for word, at no cost. */
  cached: count,
  statuses: z.array(z.strictObject({ status: z.enum(answerStatuses), count })),
  modes: z.array(z.strictObject({ mode: z.enum(answerModes), count })),
  thumbs: z.strictObject({ up: count, down: count }),
  /** Of the conversations: how often each number of stars was given. */
  ratings: z.array(z.strictObject({ stars: z.number().int().min(1).max(5), count })),
  /** Milliseconds until an answer was there. */
  totalMs: spread,
  /** Milliseconds until its first word. */
  firstMs: spread,
  days: z.array(z.strictObject({ day, conversations: count, answers: count, refusals: count })),
  /** What language models took; null for those who may not see costs. */
  model: z
    .strictObject({ ...cost, answers: count, days: z.array(z.strictObject({ day, answers: count, ...cost })) })
    .nullable(),
  /** Open questions without an answer that were asked in these days, the most asked first. */
  gaps: z.array(
    z.strictObject({ id: uuid, assistantId: uuid, assistantName: z.string(), question: z.string(), count }),
  ),
});
export type Insights = z.infer<typeof insightsDto>;
