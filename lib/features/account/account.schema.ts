import { z } from "zod";
import { email, line, timestamp, uuid } from "@/lib/shared/schema";

/** bcrypt reads 72 bytes and ignores the rest, so a longer password is refused instead of silently cut. */
export const passwordMaxBytes = 72;
export const password = z
  .string()
  .min(8, "Use at least 8 characters")
  .refine((value) => new TextEncoder().encode(value).length <= passwordMaxBytes, "Use at most 72 bytes")
  .refine((value) => !value.includes("\0"), "Must not contain NUL");

/** Same-origin path to go to afterwards. Anything else is replaced by the default on the server. */
const next = z.string().max(500).optional();

export const signUpBody = z.strictObject({ email, password, displayName: line(80), next });
export const signInBody = z.strictObject({ email, password: z.string().min(1).max(1000), next });
export const signOutBody = z.strictObject({ scope: z.enum(["local", "others", "global"]).default("local") });
export const emailBody = z.strictObject({ email, next });
export const verifyTypes = ["signup", "magiclink", "recovery", "email_change", "email"] as const;
export const verifyBody = z.strictObject({
  tokenHash: z.string().min(8).max(200),
  type: z.enum(verifyTypes),
  next,
});
export const changePasswordBody = z.strictObject({
  password,
  /** Required unless the session came from a recovery link in the last 10 minutes. */
  currentPassword: z.string().min(1).max(1000).optional(),
});
export const changeEmailBody = z.strictObject({ email, currentPassword: z.string().min(1).max(1000) });

export const redirectDto = z.strictObject({ redirectTo: z.string() });
export const inboxDto = z.strictObject({ email: z.string() });

export const workspaceSummaryDto = z.strictObject({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  logoUrl: z.string().nullable(),
  role: z.enum(["guest", "viewer", "editor", "admin", "owner"]),
  deletedAt: timestamp.nullable(),
  purgeAt: timestamp.nullable(),
});
export const meDto = z.strictObject({
  id: uuid,
  email: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  timeZone: z.string().nullable(),
  lastWorkspaceId: uuid.nullable(),
  unreadNotifications: z.number().int(),
  workspaces: z.array(workspaceSummaryDto),
});
export const updateMeBody = z
  .strictObject({ displayName: line(80), timeZone: line(60).nullable(), lastWorkspaceId: uuid.nullable() })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");

export const sessionDto = z.strictObject({
  id: uuid,
  current: z.boolean(),
  createdAt: timestamp,
  lastSeenAt: timestamp.nullable(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
});

export type Me = z.infer<typeof meDto>;
export type WorkspaceSummary = z.infer<typeof workspaceSummaryDto>;
export type Session = z.infer<typeof sessionDto>;
