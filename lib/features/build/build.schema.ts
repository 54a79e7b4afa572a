import { z } from "zod";
import { usageTotalsDto } from "@/lib/features/ai-usage/ai-usage.schema";
import { BUILT_STACKS } from "@/lib/features/builder/blueprint/stacks";
import { operationsSchema } from "@/lib/features/builder/edit/operations";
import { timestamp, uuid } from "@/lib/shared/schema";

export const ideaMaxLength = 20_000;
/** What a project can be built on. */
export const buildStacks = BUILT_STACKS;
export type BuildStack = (typeof buildStacks)[number];
/** Bytes: the longest idea in any script, escaped. */
export const createBuildBodyLimit = 128 * 1024;
export const createBuildBody = z.strictObject({
  idea: z
    .string()
    .max(ideaMaxLength)
    .refine((value) => value.trim().length > 0, "Describe the app in a sentence or two")
    .refine((value) => !value.includes("\0"), "Must not contain NUL"),
  /**
   * `next-supabase`: Next.js with a server of its own. `vite-supabase`: a single-page app, plain files on any host.
   * `hono-postgres`: a REST API on PostgreSQL, without pages.
   */
  stack: z.enum(buildStacks).default("next-supabase"),
});
/** Why a plan was written offline although a model was asked, in a sentence each. */
export const fallbackSentences = {
  invalid: "The language model did not answer with a valid plan, so the offline engine wrote this one.",
  refused: "The language model declined this idea, so the offline engine wrote the plan.",
  filtered: "The model's provider filtered this idea, so the offline engine wrote the plan.",
  empty: "The language model gave an empty answer, so the offline engine wrote the plan.",
  truncated: "The language model's answer was cut short, so the offline engine wrote the plan.",
  too_large: "The language model's answer was too long, so the offline engine wrote the plan.",
  timeout: "The language model took too long, so the offline engine wrote the plan.",
  unreachable: "The language model could not be reached, so the offline engine wrote the plan.",
  unauthorized: "The language model refused this installation's key, so the offline engine wrote the plan.",
  rate_limited: "The language model was too busy, so the offline engine wrote the plan.",
  server_error: "The language model had a fault of its own, so the offline engine wrote the plan.",
  rejected: "The language model did not accept the request, so the offline engine wrote the plan.",
} as const;
export type FallbackCode = keyof typeof fallbackSentences;
/** Which engine wrote the plan that this version goes back to. */
export const engineDto = z.strictObject({
  kind: z.enum(["offline", "llm"]),
  /** The model that was asked, also when the offline engine took over. */
  model: z.string().nullable(),
  fallback: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
});
export const fileEntryDto = z.strictObject({ path: z.string(), sizeBytes: z.number().int() });
export const buildSummaryDto = z.strictObject({
  id: uuid,
  projectId: uuid,
  version: z.number().int(),
  idea: z.string(),
  appName: z.string(),
  entityCount: z.number().int(),
  /** Made from an idea, by changing the version before it, by bringing an earlier one back, or from a template. */
  origin: z.enum(["idea", "edit", "restore", "template"]),
  note: z.string(),
  engine: engineDto,
  /** Millionths of a US dollar; null without a model, without a known price, and for whoever may not see costs. */
  costMicroUsd: z.number().int().min(0).nullable(),
  createdBy: z.string().nullable(),
  createdAt: timestamp,
});
/** `blueprint` is the Builder's own versioned document; its schema is `blueprintSchema`. */
export const buildDto = buildSummaryDto.extend({
  blueprint: z.record(z.string(), z.unknown()),
  compilerVersion: z.string(),
  files: z.array(fileEntryDto),
  readme: z.string(),
  /** What the model's calls for this version used; null without any, and for whoever may not see the workspace's costs. */
  usage: usageTotalsDto.nullable(),
});
/** A wish in plain words, or the operations that a form collected: one of the two. */
export const proposeBody = z
  .strictObject({
    request: z
      .string()
      .max(2_000)
      .refine((value) => value.trim().length > 0, "Say what to change")
      .optional(),
    operations: operationsSchema.optional(),
  })
  .refine((body) => (body.request === undefined) !== (body.operations === undefined), {
    message: "Send either request or operations",
    path: ["request"],
  });
/** Operations somebody has already seen as a proposal. */
export const editBuildBody = z.strictObject({ operations: operationsSchema });
export const proposalDto = z.strictObject({
  operations: operationsSchema,
  /** One sentence an operation. */
  sentences: z.array(z.string()),
  /** Rows that somebody has entered would lose something. */
  losesData: z.boolean(),
  /** What they would lose, in the words the migration stops with. */
  losses: z.array(z.string()),
  files: z.array(z.strictObject({ path: z.string(), change: z.enum(["added", "removed", "changed"]) })),
});
export const fileQuery = z.strictObject({ path: z.string().min(1).max(300) });
export const fileDto = z.strictObject({ path: z.string(), content: z.string(), sizeBytes: z.number().int() });
export type Proposal = z.infer<typeof proposalDto>;
export type Build = z.infer<typeof buildDto>;
export type BuildSummary = z.infer<typeof buildSummaryDto>;
