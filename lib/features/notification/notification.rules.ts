import type { NotificationType } from "./notification.schema";
import { unmutableTypes } from "./notification.schema";

/** How long a mail waits for company. Whatever joins a waiting batch leaves with it, so a batch never slides. */
export const batchDelaysSeconds = { instant: 0, grouped: 600, batched: 1800 } as const;
export type MailBatch = keyof typeof batchDelaysSeconds;

export type NotificationRule = {
  /** Default of the in-app channel. */
  inApp: boolean;
  /** Batch of the mail, and whether mail is on by default. */
  mail: { batch: MailBatch; on: boolean };
  /** False only for news about having lost access: everybody else must still have it when the mail leaves. */
  needsAccess: boolean;
};

const instant = { batch: "instant", on: true } as const;
const mailOff = { batch: "batched", on: false } as const;

/** The one table of who is told what and when; later modules add a line. */
export const notificationRules: Record<NotificationType, NotificationRule> = {
  "invite.accepted": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "invite.expired": { inApp: true, mail: mailOff, needsAccess: true },
  "invite.requested": { inApp: true, mail: instant, needsAccess: true },
  "member.role_changed": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "member.removed": { inApp: true, mail: instant, needsAccess: false },
  "member.joined": { inApp: true, mail: mailOff, needsAccess: true },
  "api_key.created": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "api_key.rotated": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "api_key.expiring": { inApp: true, mail: instant, needsAccess: true },
  "project.shared": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  // In the app at once; the mail waits for company and stays away when it was read meanwhile.
  "comment.mentioned": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "comment.created": { inApp: true, mail: { batch: "batched", on: true }, needsAccess: true },
  "build.ready": { inApp: true, mail: mailOff, needsAccess: true },
  "export.succeeded": { inApp: true, mail: mailOff, needsAccess: true },
  "export.failed": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  // Somebody waits on a website: the mail does not.
  "conversation.handoff": { inApp: true, mail: instant, needsAccess: true },
  "conversation.assigned": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "lead.created": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "assistant.quota_80": { inApp: true, mail: { batch: "grouped", on: true }, needsAccess: true },
  "assistant.quota_100": { inApp: true, mail: instant, needsAccess: true },
  "workspace.deleted": { inApp: true, mail: instant, needsAccess: false },
  "workspace.restored": { inApp: true, mail: instant, needsAccess: true },
  "security.password_changed": { inApp: true, mail: instant, needsAccess: false },
};

export function isMutable(type: NotificationType): boolean {
  return !unmutableTypes.includes(type);
}

/** Types whose mails wait in the same batch. */
export function typesOfBatch(batch: MailBatch): NotificationType[] {
  return (Object.keys(notificationRules) as NotificationType[]).filter(
    (type) => notificationRules[type].mail.batch === batch,
  );
}
