import "server-only";
import { toIso } from "@/lib/platform/clock/clock";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { GoneError, NotFoundError } from "@/lib/platform/errors/errors";
import { maskEmail, whyGone } from "../invite.policy";
import type { InvitePreview } from "../invite.schema";
import { inviteLinkRepository, type LinkedInvite } from "../invite-link.repository";

/** @throws GoneError once the link leads nowhere */
export function assertOpen(invite: LinkedInvite): void {
  const gone = whyGone(invite);
  if (gone) throw gone;
}

/** Garbage of any form costs one hash and one lookup and gets one answer. @throws NotFoundError INVITE_NOT_FOUND */
export function assertKnown<T extends LinkedInvite>(invite: T | undefined): asserts invite is T {
  if (!invite)
    throw new NotFoundError("INVITE_NOT_FOUND", "This invitation does not exist. Check the link in your mail.");
}

/** @throws GoneError WORKSPACE_DELETED */
export function assertWorkspaceLives(invite: LinkedInvite): void {
  if (invite.workspace_deleted_at !== null)
    throw new GoneError("WORKSPACE_DELETED", "The workspace of this invitation was deleted.");
}

/** What a link says to whoever holds it. Reads only: mail scanners open links. @throws NotFoundError, GoneError */
export async function previewInvite(token: string): Promise<InvitePreview> {
  const invite = await asService((tx) => inviteLinkRepository(tx).find(sha256(token)));
  assertKnown(invite);
  assertOpen(invite);
  assertWorkspaceLives(invite);
  return {
    workspaceName: invite.workspace_name,
    // The picture is served to the workspace's own people; a stranger's browser could not load it.
    workspaceLogoUrl: null,
    projectName: invite.project_name,
    inviterName: invite.inviter_name,
    role: invite.role,
    maskedEmail: maskEmail(invite.email),
    expiresAt: toIso(invite.expires_at),
  };
}
