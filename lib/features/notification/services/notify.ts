import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { notificationOutbox } from "../notification.outbox";
import { isMutable, notificationRules } from "../notification.rules";
import type { NotificationType } from "../notification.schema";

export type Notice = {
  userId: string;
  type: NotificationType;
  /** At most 200 characters; longer ones are cut. */
  title: string;
  /** At most 1000 characters; longer ones are cut. */
  body?: string;
  /** A path of this installation, starting with `/`. */
  href?: string | null;
  /** null for news about the account itself. */
  workspaceId: string | null;
  /** What the news is about: it is shown and mailed only while the reader sees the project. */
  projectId?: string;
  /** The same person is told once per key, however often this runs: e.g. `invite.accepted:<invite id>`. */
  dedupeKey: string;
};

const clip = (text: string, max: number) => {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
};

/**
 * Tells one person one thing, as far as they want to be told: in the app, by mail, or not at all. Part of the caller's
 * transaction, from a request or a job: what is rolled back was never told.
 * @returns false when it was told before or the person muted it
 */
export async function notify(tx: Tx, notice: Notice): Promise<boolean> {
  const rule = notificationRules[notice.type];
  return await elevated(tx, async () => {
    const outbox = notificationOutbox(tx);
    const wish = isMutable(notice.type) ? await outbox.preferences(notice.userId, notice.type) : {};
    const inApp = wish.in_app ?? rule.inApp;
    const mail = wish.email ?? rule.mail.on;
    if (!inApp && !mail) return false;
    return await outbox.insert({
      user_id: notice.userId,
      workspace_id: notice.workspaceId,
      project_id: notice.projectId ?? null,
      type: notice.type,
      title: clip(notice.title, 200),
      body: clip(notice.body ?? "", 1000),
      href: notice.href ?? null,
      dedupe_key: notice.dedupeKey,
      in_app: inApp,
      batch: mail ? rule.mail.batch : null,
    });
  });
}
