import "server-only";
import type { Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { assertMayInvite, inviteStatus } from "../invite.policy";
import { inviteRepository } from "../invite.repository";

/**
 * Withdraws an invitation. Doing it again, or after a refusal, changes nothing and is no error.
 * @throws NotFoundError, ForbiddenError ROLE_TOO_HIGH, ConflictError INVITE_USED when the person is in already
 */
export async function revokeInvite(tx: Tx, workspace: { id: string; role: Role }, id: string): Promise<void> {
  const invites = inviteRepository(tx, workspace.id);
  const invite = (await invites.lock(id)) ? await invites.find(id) : undefined;
  if (!invite) throw new NotFoundError();
  assertMayInvite(workspace.role, invite.role);
  const status = inviteStatus(invite);
  if (status === "accepted")
    throw new ConflictError("INVITE_USED", "This invitation was accepted. Remove the person instead.");
  if (status === "pending" || status === "expired") await invites.revoke(id);
}
