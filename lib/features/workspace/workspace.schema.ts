import { z } from "zod";
import { memberRoles } from "@/lib/platform/auth/permissions";
import { line, timestamp, uuid } from "@/lib/shared/schema";

/** Words that are routes of ours: a workspace with such a slug could never be opened. */
export const reservedSlugs = [
  "admin",
  "api",
  "app",
  "auth",
  "dev",
  "demo",
  "docs",
  "embed",
  "embed-app",
  "help",
  "invite",
  "legal",
  "login",
  "new",
  "portal",
  "pricing",
  "settings",
  "sign-in",
  "sign-up",
  "sign-out",
  "static",
  "status",
  "supabase",
  "support",
  "welcome",
  "workspaces",
  "widget",
  "account",
  "forgot-password",
  "reset-password",
  "_next",
];

export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(40)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/, "Use letters, digits and hyphens")
  .refine((value) => !z.uuid().safeParse(value).success, "This address is reserved")
  .refine((value) => !reservedSlugs.includes(value), "This address is reserved");

export const createWorkspaceBody = z.strictObject({ name: line(80), slug: slug.optional() });
export const updateWorkspaceBody = z
  .strictObject({ name: line(80), slug })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
export const deleteWorkspaceBody = z.strictObject({ confirmSlug: z.string().max(40) });
export const transferBody = z.strictObject({ userId: uuid, myNewRole: z.enum(["viewer", "editor", "admin"]) });

export const workspaceDto = z.strictObject({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  logoUrl: z.string().nullable(),
  role: z.enum(["guest", "viewer", "editor", "admin", "owner"]),
  createdAt: timestamp,
  updatedAt: timestamp,
  deletedAt: timestamp.nullable(),
  purgeAt: timestamp.nullable(),
});

export const memberDto = z.strictObject({
  userId: uuid,
  email: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  role: z.enum(memberRoles),
  isMe: z.boolean(),
  joinedAt: timestamp,
});
export const updateMemberBody = z.strictObject({ role: z.enum(memberRoles) });

export type Workspace = z.infer<typeof workspaceDto>;
export type Member = z.infer<typeof memberDto>;
