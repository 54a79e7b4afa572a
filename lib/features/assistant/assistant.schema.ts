import { z } from "zod";
import { normaliseOrigin } from "@/lib/shared/origins";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";
import { answerSchema, assistantLanguages } from "./answers/answer.schema";

export const assistantLanguageChoices = ["auto", ...assistantLanguages] as const;
export const assistantPositions = ["left", "right"] as const;
export const assistantThemes = ["auto", "light", "dark"] as const;
/** auto: a language model writes where one is configured. extractive: answers are quoted from the documents, always. */
export const assistantAnswerModes = ["auto", "extractive"] as const;

export const assistantNameMax = 80;
export const greetingMax = 300;
export const suggestionsMost = 6;
export const suggestionMax = 160;
export const originsMost = 50;
export const consentMax = 1000;

const origin = z
  .string()
  .max(300)
  .transform((value, ctx) => {
    const found = normaliseOrigin(value);
    if (found !== undefined) return found;
    ctx.addIssue({ code: "custom", message: "Write it like https://www.example.com or https://*.example.com" });
    return z.NEVER;
  });
const unique = <T>(values: T[]): T[] => [...new Set(values)];
/** Up to eight characters as PostgreSQL counts them: an emoji of a family is several. */
const avatar = line(16, 0).refine((value) => [...value].length <= 8, "At most 8 characters");
const threshold = z.number().min(0).max(5).multipleOf(0.01);

const fields = {
  name: line(assistantNameMax),
  projectId: uuid.nullable(),
  enabled: z.boolean(),
  language: z.enum(assistantLanguageChoices),
  greeting: multiline(greetingMax),
  suggestedQuestions: z.array(line(suggestionMax)).max(suggestionsMost).transform(unique),
  color: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "Write the colour like #2f6f4f"),
  position: z.enum(assistantPositions),
  theme: z.enum(assistantThemes),
  avatar,
  /** Exact origins, or `https://*.example.com`. Empty: our own preview alone. */
  allowedOrigins: z.array(origin).max(originsMost).transform(unique),
  handoffEnabled: z.boolean(),
  leadEnabled: z.boolean(),
  leadPhone: z.boolean(),
  leadConsent: multiline(consentMax, 1),
  answerMode: z.enum(assistantAnswerModes),
  /** Null: as many as the workspace has. */
  monthlyConversations: z.number().int().min(1).max(10_000_000).nullable(),
  /** Null: conversations are kept. */
  retentionDays: z.number().int().min(1).max(3650).nullable(),
};

export const createAssistantBody = z.strictObject({
  name: fields.name,
  projectId: fields.projectId.default(null),
  language: fields.language.default("auto"),
  greeting: fields.greeting.default(""),
});
export const updateAssistantBody = z
  .strictObject({
    ...fields,
    /** Below `low` the assistant says that it does not know, from `high` on it answers. Null: the defaults of this release. */
    thresholds: z
      .strictObject({ low: threshold, high: threshold })
      .refine((value) => value.low <= value.high, "The lower limit must not be above the upper one")
      .nullable(),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
export const listAssistantsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  projectId: uuid.optional(),
  /** Case-insensitive part of the name. */
  q: line(80, 0).optional(),
});

export const assistantDto = z.strictObject({
  id: uuid,
  name: z.string(),
  /** Names the assistant in the snippet of a website. No secret. */
  publicKey: z.string(),
  project: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  enabled: z.boolean(),
  language: z.enum(assistantLanguageChoices),
  greeting: z.string(),
  suggestedQuestions: z.array(z.string()),
  color: z.string(),
  position: z.enum(assistantPositions),
  theme: z.enum(assistantThemes),
  avatar: z.string(),
  allowedOrigins: z.array(z.string()),
  handoffEnabled: z.boolean(),
  leadEnabled: z.boolean(),
  leadPhone: z.boolean(),
  leadConsent: z.string(),
  leadConsentVersion: z.number().int(),
  answerMode: z.enum(assistantAnswerModes),
  thresholds: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  monthlyConversations: z.number().int().nullable(),
  retentionDays: z.number().int().nullable(),
  /** `conversationsThisMonth` counts towards the monthly limit, deleted conversations included (UTC). */
  counts: z.strictObject({
    sources: z.number().int(),
    chunks: z.number().int(),
    conversationsThisMonth: z.number().int(),
  }),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Assistant = z.infer<typeof assistantDto>;
export type AssistantChanges = z.input<typeof updateAssistantBody>;

export const trialQuestionMax = 1000;
export const askAssistantBody = z.strictObject({
  question: multiline(trialQuestionMax, 1),
  /** What was said before, oldest first. */
  history: z
    .array(z.strictObject({ role: z.enum(["visitor", "assistant"]), text: multiline(16_000, 1) }))
    .max(20)
    .default([]),
  /** As a visitor's browser would say it. */
  language: z.enum(assistantLanguages).nullable().default(null),
});
/** An answer to somebody who tries the assistant out, with what a visitor does not see. */
export const trialDto = z.strictObject({
  answer: answerSchema,
  /** What the confidence was compared with. */
  thresholds: z.strictObject({ low: z.number(), high: z.number() }),
  model: z.string().nullable(),
  /** Why no model answered although one is configured. */
  fallback: z.string().nullable(),
  totalMs: z.number().int(),
});
export type Trial = z.infer<typeof trialDto>;
