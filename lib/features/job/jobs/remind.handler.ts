import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import { toIso } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { sweepRepository } from "../sweep.repository";

const day = (stamp: string) => toIso(stamp).slice(0, 10);

/** Warns a week before an API key stops working. The dedupe key lets it run any number of times. */
export const warnExpiringKeys: JobHandler<Record<string, never>> = async () => {
  await asService(async (tx) => {
    for (const key of await sweepRepository(tx).expiringKeys()) {
      for (const userId of key.userIds) {
        await notify(tx, {
          userId,
          type: "api_key.expiring",
          title: `The API key "${key.name}" expires on ${day(key.expiresAt)}`,
          body: "Rotate it before then, or whatever uses it stops working.",
          href: `/${key.slug}/settings/api-keys`,
          workspaceId: key.workspaceId,
          dedupeKey: `api_key.expiring:${key.id}:${toIso(key.expiresAt)}`,
        });
      }
    }
  });
};

/** Tells the inviter that nobody came. A resent invitation has a new expiry, and so a new notice. */
export const noticeExpiredInvites: JobHandler<Record<string, never>> = async () => {
  await asService(async (tx) => {
    for (const invite of await sweepRepository(tx).expiredInvites()) {
      await notify(tx, {
        userId: invite.invitedBy,
        type: "invite.expired",
        title: `Your invitation to ${invite.email} has expired`,
        body: "Send it again if you still want them to join.",
        href: `/${invite.slug}/settings/members`,
        workspaceId: invite.workspaceId,
        dedupeKey: `invite.expired:${invite.id}:${toIso(invite.expiresAt)}`,
      });
    }
  });
};
