import { z } from "zod";
import { timestamp, uuid } from "@/lib/shared/schema";

export const connectionProviders = ["github"] as const;
export type ConnectionProvider = (typeof connectionProviders)[number];

export const createConnectionBody = z.strictObject({
  provider: z.enum(connectionProviders),
  /** Goes to the provider and, sealed, into the database. No route gives it back. */
  token: z
    .string()
    .trim()
    .min(20, "This is too short for a token")
    .max(500)
    .regex(/^[\x21-\x7e]*$/, "A token has no spaces or special characters"),
});
export const connectionDto = z.strictObject({
  id: uuid,
  provider: z.enum(connectionProviders),
  /** The account the token acts as. */
  account: z.string(),
  /** `ghp_…1a2b` */
  hint: z.string(),
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
