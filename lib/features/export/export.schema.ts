import { z } from "zod";
import { timestamp, uuid } from "@/lib/shared/schema";

export const exportTargets = ["new_repository", "pull_request"] as const;
export const exportStatuses = ["queued", "running", "succeeded", "failed"] as const;
export const exportSteps = ["queued", "checking", "creating", "comparing", "pushing", "opening", "done"] as const;
export const ciChoices = ["github", "gitlab"] as const;
export type CiChoice = (typeof ciChoices)[number];
export type ExportStep = (typeof exportSteps)[number];

const owner = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "Letters, digits and hyphens, as in the address at GitHub");
const repository = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,100}$/, "Letters, digits, hyphens, dots and underscores")
  .refine(
    (name) => name !== "." && name !== ".." && !name.toLowerCase().endsWith(".git"),
    "Not a name for a repository",
  );
const ci = z.enum(ciChoices).default("github");

export const createExportBody = z.discriminatedUnion("target", [
  z.strictObject({
    target: z.literal("new_repository"),
    connectionId: uuid,
    /** An organization; absent = the connection's own account. */
    owner: owner.nullable().default(null),
    repository,
    ci,
  }),
  z.strictObject({
    target: z.literal("pull_request"),
    connectionId: uuid,
    owner,
    repository,
    ci,
    /** Without it a repository that everybody can read is refused. */
    allowPublic: z.boolean().default(false),
  }),
]);

export const exportDto = z.strictObject({
  id: uuid,
  projectId: uuid,
  buildId: uuid,
  /** Of the build. */
  version: z.number().int(),
  target: z.enum(exportTargets),
  /** The account it is exported with; null once the connection is removed. */
  account: z.string().nullable(),
  owner: z.string().nullable(),
  repository: z.string(),
  ci: z.enum(ciChoices),
  status: z.enum(exportStatuses),
  step: z.enum(exportSteps),
  /** Why it failed, or what the next try waits for. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** Files; null until they are known. */
  changes: z.strictObject({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() }).nullable(),
  branch: z.string().nullable(),
  pullRequest: z.number().int().nullable(),
  /** The repository or the pull request. */
  url: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
});
export type Export = z.infer<typeof exportDto>;
export type CreateExport = z.infer<typeof createExportBody>;
