import { z } from "zod";
import { line, pageQuery, timestamp, uuid } from "@/lib/shared/schema";

/** Those that run projects; what is deployed to. */
export const hostProviders = ["vercel", "netlify", "railway"] as const;
export const connectionProviders = ["github", ...hostProviders] as const;
export type ConnectionProvider = (typeof connectionProviders)[number];
export type HostProvider = (typeof hostProviders)[number];
/** What people call them. */
export const providerNames: Record<ConnectionProvider, string> = {
  github: "GitHub",
  vercel: "Vercel",
  netlify: "Netlify",
  railway: "Railway",
};

/** Whether a project without pages, a server of its own, finds a place there. */
export const runsServers: Record<HostProvider, boolean> = { vercel: false, netlify: false, railway: true };

/** Goes to the provider and, sealed, into the database. No route gives it back. */
const token = z
  .string()
  .trim()
  .min(20, "This is too short for a token")
  .max(500)
  .regex(/^[\x21-\x7e]*$/, "A token has no spaces or special characters");

export const createConnectionBody = z.discriminatedUnion("provider", [
  z.strictObject({ provider: z.literal("github"), token }),
  z.strictObject({
    provider: z.enum(hostProviders),
    token,
    /** The team in which the token is to be used, by id or by its name in addresses; null = the token's own account. */
    team: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, "Letters, digits and hyphens, as in its address")
      .nullable()
      .default(null),
  }),
]);
export type CreateConnection = z.infer<typeof createConnectionBody>;
export const connectionDto = z.strictObject({
  id: uuid,
  provider: z.enum(connectionProviders),
  /** The account the token acts as. */
  account: z.string(),
  /** `ghp_…1a2b` */
  hint: z.string(),
  /** Pasted by a person, or given by the provider for a click. */
  via: z.enum(["token", "oauth"]),
  /** What the token may do; null where the provider does not tell. */
  scopes: z.array(z.string()).nullable(),
  /** `refused`: the provider no longer takes the token. `expired`: its time is over. */
  state: z.enum(["works", "refused", "expired"]),
  expiresAt: timestamp.nullable(),
  checkedAt: timestamp,
  createdBy: z.string().nullable(),
  createdAt: timestamp,
});
export type Connection = z.infer<typeof connectionDto>;

/** The provider's page on which a person agrees. */
export const authorizationDto = z.strictObject({ url: z.url() });
export type Authorization = z.infer<typeof authorizationDto>;

/** How a way to GitHub and back ended; stands in the address of the page it ends on. */
export const connectOutcomes = [
  "connected",
  "denied",
  "mismatch",
  "expired",
  "used",
  "role",
  "scope",
  "limit",
  "unreachable",
  "refused",
  "failed",
] as const;
export type ConnectOutcome = (typeof connectOutcomes)[number];

export const repositoriesQuery = pageQuery.extend({
  /** Part of `owner/name`, in any case. */
  q: line(100, 0).optional(),
});
export const repositoryDto = z.strictObject({
  owner: z.string(),
  name: z.string(),
  isPrivate: z.boolean(),
  archived: z.boolean(),
  /** Whether the account may push to it. */
  canPush: z.boolean(),
});
export type Repository = z.infer<typeof repositoryDto>;

export const ownerDto = z.strictObject({ login: z.string(), kind: z.enum(["account", "organization"]) });
export type Owner = z.infer<typeof ownerDto>;
