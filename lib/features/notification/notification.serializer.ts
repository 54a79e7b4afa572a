import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { NotificationRow } from "./notification.repository";
import { isMutable, notificationRules } from "./notification.rules";
import { type Notification, notificationTypes, type Preference } from "./notification.schema";

export function toNotificationDto(row: NotificationRow): Notification {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    body: row.body,
    href: row.href,
    workspaceId: row.workspace_id,
    readAt: toIsoOrNull(row.read_at),
    createdAt: toIso(row.created_at),
  };
}

/** Every type with what holds for this person: their choice, or the default. */
export function toPreferenceDtos(chosen: { type: string; channel: string; enabled: boolean }[]): Preference[] {
  const choice = (type: string, channel: string) =>
    chosen.find((row) => row.type === type && row.channel === channel)?.enabled;
  return notificationTypes.map((type) => {
    const rule = notificationRules[type];
    const mutable = isMutable(type);
    return {
      type,
      inApp: (mutable ? choice(type, "in_app") : undefined) ?? rule.inApp,
      email: (mutable ? choice(type, "email") : undefined) ?? rule.mail.on,
      mutable,
    };
  });
}
