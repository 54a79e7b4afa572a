import "server-only";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { sendMail } from "@/lib/platform/email/send";
import { actionMail, type Mail } from "@/lib/platform/email/template";
import { env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import type { InviteRow } from "../invite.repository";
import { inviteLinkRepository } from "../invite-link.repository";

/** An invitation with the link that only this answer and the mail will ever show. */
export type FreshInvite = { row: InviteRow; token: string; link: string; workspaceName: string; inviterName: string };

export function inviteLink(token: string): string {
  return `${env().SITE_URL}/invite/${token}`;
}

export function inviteMail({ row, link, workspaceName, inviterName }: Omit<FreshInvite, "token">): Mail {
  const isGuest = row.role === "guest";
  const article = row.role === "editor" || row.role === "admin" || row.role === "owner" ? "an" : "a";
  return actionMail(
    row.email,
    isGuest ? `${inviterName} shares "${row.project_name}" with you` : `${inviterName} invites you to ${workspaceName}`,
    {
      lead: isGuest
        ? `${inviterName} of ${workspaceName} invites you to follow the project "${row.project_name}" on Atrium.`
        : `${inviterName} invites you to join ${workspaceName} on Atrium as ${article} ${row.role}.`,
      action: "See the invitation",
      href: link,
      note: `The link works for seven days, and only for ${row.email}. If you do not know the sender, ignore this mail.`,
    },
  );
}

/**
 * Sends the mail and notes how that went. Only outside a transaction: in embedded mode the mailbox needs the database for
 * itself. A provider that refuses costs the delivery, never the invitation.
 */
export async function sendInvite(invite: FreshInvite): Promise<"sent" | "failed"> {
  const key = `invite-${sha256(invite.token).toString("hex", 0, 16)}`;
  const delivery = await sendMail(inviteMail(invite), key).then(
    () => "sent" as const,
    (error: unknown) => {
      log().warn({ err: error, inviteId: invite.row.id }, "invite mail not sent");
      return "failed" as const;
    },
  );
  await asService((tx) => inviteLinkRepository(tx).setDelivery(invite.row.id, delivery));
  return delivery;
}
