import { z } from "zod";
import { email, pageQuery, timestamp, uuid } from "@/lib/shared/schema";

export const inviteRoles = ["guest", "viewer", "editor", "admin", "owner"] as const;
export const createInviteBody = z
  .strictObject({ email, role: z.enum(inviteRoles), projectId: uuid.optional() })
  .refine((value) => (value.role === "guest") === (value.projectId !== undefined), {
    path: ["projectId"],
    message: "A guest is invited to one project, a member to none",
  });

export const listInvitesQuery = pageQuery.extend({
  /** `true` leaves out what was accepted, declined or revoked. */
  open: z.enum(["true", "false"]).default("false"),
});

export const inviteStatuses = ["pending", "expired", "accepted", "declined", "revoked"] as const;
export const inviteDto = z.strictObject({
  id: uuid,
  email: z.string(),
  role: z.enum(inviteRoles),
  projectId: uuid.nullable(),
  projectName: z.string().nullable(),
  status: z.enum(inviteStatuses),
  delivery: z.enum(["pending", "sent", "failed"]),
  invitedBy: z.string().nullable(),
  expiresAt: timestamp,
  lastSentAt: timestamp,
  createdAt: timestamp,
});
/** The raw link leaves the server once, to whoever created or resent the invite. */
export const createdInviteDto = inviteDto.extend({ link: z.string() });

export const inviteTokenBody = z.strictObject({ token: z.string().min(1).max(200) });
export const invitePreviewDto = z.strictObject({
  workspaceName: z.string(),
  workspaceLogoUrl: z.string().nullable(),
  projectName: z.string().nullable(),
  inviterName: z.string().nullable(),
  role: z.enum(inviteRoles),
  maskedEmail: z.string(),
  expiresAt: timestamp,
});
export const acceptedInviteDto = z.strictObject({
  status: z.enum(["accepted", "already_member"]),
  workspaceSlug: z.string(),
  projectId: uuid.nullable(),
});

export type Invite = z.infer<typeof inviteDto>;
export type InvitePreview = z.infer<typeof invitePreviewDto>;
