import { z } from "zod";
import { operationsSchema } from "@/lib/features/builder/edit/operations";
import { timestamp, uuid } from "@/lib/shared/schema";

export const ideaMaxLength = 20_000;
export const createBuildBody = z.strictObject({
  idea: z
    .string()
    .max(ideaMaxLength)
    .refine((value) => value.trim().length > 0, "Describe the app in a sentence or two")
    .refine((value) => !value.includes("\0"), "Must not contain NUL"),
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
  createdBy: z.string().nullable(),
  createdAt: timestamp,
});
/** `blueprint` is the Builder's own versioned document; its schema is `blueprintSchema`. */
export const buildDto = buildSummaryDto.extend({
  blueprint: z.record(z.string(), z.unknown()),
  compilerVersion: z.string(),
  files: z.array(fileEntryDto),
  readme: z.string(),
});
/** A wish in plain words, or operations somebody has already seen as a proposal. */
export const proposeBody = z.strictObject({
  request: z
    .string()
    .max(2_000)
    .refine((value) => value.trim().length > 0, "Say what to change"),
});
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
