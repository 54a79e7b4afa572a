import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { RequestContext, Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { ConflictError } from "@/lib/platform/errors/errors";
import { inviteStatus, whyGone } from "../invite.policy";
import { inviteAnswerRepository } from "../invite-answer.repository";
import { inviteLinkRepository, type LinkedInvite } from "../invite-link.repository";
import { assertKnown, assertOpen, assertWorkspaceLives } from "./preview-invite";

/**
 * Turns an invitation down. Holding the link is enough: it came by mail, and nobody should need an account to say no.
 * Saying it twice is no error.
 * @throws NotFoundError INVITE_NOT_FOUND, GoneError
 */
export async function declineInvite(token: string, context: RequestContext): Promise<void> {
  await asService(async (tx) => {
    const invite = await inviteLinkRepository(tx).lock(sha256(token));
    assertKnown(invite);
    if (invite.superseded_at === null && inviteStatus(invite) === "declined") return;
    assertOpen(invite);
    assertWorkspaceLives(invite);
    await inviteAnswerRepository(tx).markDeclined(invite.id);
  }, context);
}

/**
 * Asks for a fresh link in place of an expired one. The inviter is told, or the owners once the inviter can no longer
 * invite; asking again within 24 hours tells nobody and answers the same.
 * @throws NotFoundError INVITE_NOT_FOUND, GoneError, ConflictError INVITE_STILL_VALID
 */
export async function requestInvite(token: string, context: RequestContext): Promise<void> {
  await asService(async (tx) => {
    const invite = await inviteLinkRepository(tx).lock(sha256(token));
    assertKnown(invite);
    assertWorkspaceLives(invite);
    if (inviteStatus(invite) !== "expired") {
      throw (
        whyGone(invite) ??
        new ConflictError("INVITE_STILL_VALID", "This invitation still works. You can accept it right away.")
      );
    }
    if (invite.is_asked_lately) return;
    await inviteAnswerRepository(tx).markRequested(invite.id);
    await tellInviters(tx, invite, context.requestId);
  }, context);
}

async function tellInviters(tx: Tx, invite: LinkedInvite, requestId: string): Promise<void> {
  const answers = inviteAnswerRepository(tx);
  const role = invite.invited_by === null ? undefined : await answers.roleOf(invite.workspace_id, invite.invited_by);
  const mayStill = role !== undefined && roleAllows(role, invite.role === "guest" ? "invites.write" : "members.write");
  const recipients =
    mayStill && invite.invited_by !== null ? [invite.invited_by] : await answers.owners(invite.workspace_id);
  for (const userId of recipients) {
    await notify(tx, {
      userId,
      type: "invite.requested",
      title: `${invite.email} asks for a new invitation`,
      body: `The invitation to ${invite.project_name ?? invite.workspace_name} has expired. Resend it to let them in.`,
      href: `/${invite.workspace_slug}/settings/members`,
      workspaceId: invite.workspace_id,
      dedupeKey: `invite.requested:${requestId}`,
    });
  }
}
