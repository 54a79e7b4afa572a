import { z } from "zod";
import { uuid } from "@/lib/shared/schema";
import { buildSummaryDto } from "./build.schema";

const step = z.strictObject({ id: uuid, version: z.number().int() }).nullable();
/** Versions to bring back for undo and redo; null where there is nothing to go to. */
export const stepsDto = z.strictObject({ undo: step, redo: step });

export const comparisonQuery = z.strictObject({ with: uuid });
export const comparisonDto = z.strictObject({
  from: buildSummaryDto,
  to: buildSummaryDto,
  plan: z.array(
    z.strictObject({ area: z.string(), change: z.enum(["added", "removed", "changed"]), text: z.string() }),
  ),
  files: z.array(z.strictObject({ path: z.string(), change: z.enum(["added", "removed", "changed"]) })),
});

export const searchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(2, "Write at least two letters")
    .max(100)
    .refine((value) => !value.includes("\0"), "Must not contain NUL"),
});
export const searchDto = z.strictObject({
  /** The first two hundred lines, by path. */
  matches: z.array(z.strictObject({ path: z.string(), line: z.number().int(), text: z.string() })),
  /** Lines that hold the words, in all. */
  total: z.number().int(),
});

/** What the checks found in a plan that compiles: nothing here stops it. */
export const validationDto = z.strictObject({
  /** The plan passes every check as it is. */
  ok: z.boolean(),
  issues: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(["error", "fixed", "warning"]),
      path: z.string(),
      message: z.string(),
    }),
  ),
  checked: z.strictObject({
    lists: z.number().int(),
    fields: z.number().int(),
    links: z.number().int(),
    rules: z.number().int(),
    files: z.number().int(),
  }),
});

export type BuildSteps = z.infer<typeof stepsDto>;
export type Comparison = z.infer<typeof comparisonDto>;
export type SearchResult = z.infer<typeof searchDto>;
export type Validation = z.infer<typeof validationDto>;
