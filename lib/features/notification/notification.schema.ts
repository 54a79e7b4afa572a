import { z } from "zod";
import { cursor, timestamp, uuid } from "@/lib/shared/schema";

export const notificationTypes = [
  "invite.accepted",
  "invite.expired",
  "invite.requested",
  "member.role_changed",
  "member.removed",
  "member.joined",
  "api_key.created",
  "api_key.rotated",
  "api_key.expiring",
  "project.shared",
  "comment.mentioned",
  "comment.created",
  "build.ready",
  "export.succeeded",
  "export.failed",
  "conversation.handoff",
  "conversation.assigned",
  "lead.created",
  "assistant.quota_80",
  "assistant.quota_100",
  "workspace.deleted",
  "workspace.restored",
  "security.password_changed",
] as const;
export type NotificationType = (typeof notificationTypes)[number];
/** Account safety is never muted. */
export const unmutableTypes: readonly NotificationType[] = ["security.password_changed", "workspace.deleted"];
export const channels = ["in_app", "email"] as const;

export const notificationDto = z.strictObject({
  id: uuid,
  type: z.string(),
  title: z.string(),
  body: z.string(),
  href: z.string().nullable(),
  workspaceId: uuid.nullable(),
  readAt: timestamp.nullable(),
  createdAt: timestamp,
});
export const notificationsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(50),
  unreadOnly: z.enum(["true", "false"]).default("false"),
});
/** `ids` absent = everything up to now. */
export const markReadBody = z.strictObject({ ids: z.array(uuid).min(1).max(50).optional() });
export const preferenceDto = z.strictObject({
  type: z.enum(notificationTypes),
  inApp: z.boolean(),
  email: z.boolean(),
  mutable: z.boolean(),
});
export const setPreferenceBody = z.strictObject({
  type: z.enum(notificationTypes),
  channel: z.enum(channels),
  enabled: z.boolean(),
});
export const activityDto = z.strictObject({
  id: uuid,
  at: timestamp,
  actorName: z.string().nullable(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string().nullable(),
  targetLabel: z.string().nullable(),
  projectId: uuid.nullable(),
});
export type Notification = z.infer<typeof notificationDto>;
export type Activity = z.infer<typeof activityDto>;
export type Preference = z.infer<typeof preferenceDto>;
