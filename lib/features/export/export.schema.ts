import { z } from "zod";
import { type HostProvider, hostProviders } from "@/lib/features/connection/connection.schema";
import { timestamp, uuid } from "@/lib/shared/schema";

export const gitTargets = ["new_repository", "pull_request"] as const;
export const exportTargets = [...gitTargets, ...hostProviders] as const;
export type ExportTarget = (typeof exportTargets)[number];
export const exportStatuses = ["queued", "running", "succeeded", "failed", "canceled"] as const;
const gitSteps = ["comparing", "pushing", "opening"] as const;
const hostSteps = ["configuring", "uploading", "building"] as const;
export const exportSteps = ["queued", "checking", "creating", ...gitSteps, ...hostSteps, "done"] as const;
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
const site = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/,
    "Small letters, digits and hyphens; up to 52, none of them at the ends",
  );
/** Settings of the project, by the names its `.env.example` lists; kept sealed until they were sent, and nowhere after. */
const settings = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, "Capital letters, digits and underscores"),
      value: z
        .string()
        .min(1)
        .max(4000)
        .regex(/^[^\p{Cc}]*$/u, "One line"),
    }),
  )
  .max(30)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "Names a setting twice")
  .default([]);

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
  z.strictObject({
    target: z.enum(hostProviders),
    connectionId: uuid,
    /** What the project is called at the host; the first deploy of it makes one. */
    site,
    settings,
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
  /** Null for a host that takes the files themselves. */
  repository: z.string().nullable(),
  /** Of a deploy: the project at the host. */
  site: z.string().nullable(),
  /** Of a deploy: the settings that went along, without their values. */
  settings: z.array(z.string()),
  ci: z.enum(ciChoices),
  status: z.enum(exportStatuses),
  step: z.enum(exportSteps),
  /** Why it failed, or what the next try waits for. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** Files; null until they are known. */
  changes: z.strictObject({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() }).nullable(),
  branch: z.string().nullable(),
  pullRequest: z.number().int().nullable(),
  /** The repository, the pull request, or where the app runs. */
  url: z.string().nullable(),
  /** Of a deploy: where the host shows how the build went. */
  logUrl: z.string().nullable(),
  /** Somebody asked for its end, which has not come yet. */
  isStopping: z.boolean(),
  createdBy: z.string().nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
});
export type Export = z.infer<typeof exportDto>;
export const isHostTarget = (target: ExportTarget): target is HostProvider =>
  hostProviders.some((provider) => provider === target);
export type CreateExport = z.infer<typeof createExportBody>;
