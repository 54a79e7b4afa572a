import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError, RateLimitError } from "@/lib/platform/errors/errors";
import { assertMayInvite, inviteStatus, resendWait } from "../invite.policy";
import { inviteRepository } from "../invite.repository";
import { inviteLinkRepository } from "../invite-link.repository";
import { type InviteAsk, withLink } from "./create-invite";
import type { FreshInvite } from "./send-invite";

/**
 * Replaces the link of an open invitation, expired or not, and gives it seven more days.
 * @throws NotFoundError, ForbiddenError ROLE_TOO_HIGH, ConflictError INVITE_CLOSED, RateLimitError RESEND_LIMIT
 */
export async function resendInvite(ask: InviteAsk, id: string): Promise<FreshInvite> {
  const { tx, workspace } = ask;
  const invites = inviteRepository(tx, workspace.id);
  const invite = (await invites.lock(id)) ? await invites.find(id) : undefined;
  if (!invite) throw new NotFoundError();
  assertMayInvite(workspace.role, invite.role);
  const status = inviteStatus(invite);
  if (status !== "pending" && status !== "expired")
    throw new ConflictError("INVITE_CLOSED", `This invitation was ${status}. Invite the person again instead.`);
  await elevated(tx, async () => {
    const links = inviteLinkRepository(tx);
    const wait = resendWait(await links.resends(id));
    if (wait > 0) {
      throw new RateLimitError("RESEND_LIMIT", "This invitation was sent a moment ago. Try again later.", {
        headers: { "retry-after": String(wait) },
      });
    }
    await links.renew(id);
  });
  await recordEvent(tx, { workspaceId: workspace.id, action: "invite.resent", targetType: "invite", targetId: id });
  return await withLink(ask, id);
}
