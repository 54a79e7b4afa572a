import "server-only";
import type { z } from "zod";
import { notify } from "@/lib/features/notification/services/notify";
import { type MemberRole, memberRoles } from "@/lib/platform/auth/permissions";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { RequestContext, Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { ForbiddenError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { maskEmail } from "../invite.policy";
import type { acceptedInviteDto } from "../invite.schema";
import { type InviteAnswerRepository, inviteAnswerRepository } from "../invite-answer.repository";
import { inviteLinkRepository, type LinkedInvite } from "../invite-link.repository";
import { assertKnown, assertOpen, assertWorkspaceLives } from "./preview-invite";

type Accepted = z.infer<typeof acceptedInviteDto>;
type Person = { id: string; email: string; name: string; isVerified: boolean };

/**
 * Lets the signed-in person in. Whatever refuses, refuses before anything is written: the link stays usable.
 * @throws NotFoundError, GoneError, ForbiddenError INVITE_EMAIL_MISMATCH or EMAIL_UNVERIFIED
 */
export async function acceptInvite(token: string, userId: string, context: RequestContext): Promise<Accepted> {
  return await asService(
    async (tx) => {
      const answers = inviteAnswerRepository(tx);
      const invite = await inviteLinkRepository(tx).lock(sha256(token));
      const person = await readPerson(answers, userId);
      assertKnown(invite);
      const isMine = await isMineAlready(answers, invite, userId);
      if (!isMine) {
        assertOpen(invite);
        assertAddressee(invite, person);
      }
      assertWorkspaceLives(invite);
      if (isMine) return answer(invite, "already_member");
      const isNew = await enter(answers, invite, userId);
      await answers.markAccepted(invite.id, userId);
      if (isNew) await tellInviter(tx, invite, person);
      return answer(invite, isNew ? "accepted" : "already_member");
    },
    { userId, ...context },
  );
}

async function readPerson(answers: InviteAnswerRepository, userId: string): Promise<Person> {
  const row = await answers.person(userId);
  if (!row) throw new UnauthorizedError();
  return { id: userId, email: row.email, name: row.display_name, isVerified: row.email_verified_at !== null };
}

/** Asked again by the person who used it, and who still has the place it gave: no error, nothing to do. */
async function isMineAlready(answers: InviteAnswerRepository, invite: LinkedInvite, userId: string): Promise<boolean> {
  if (invite.accepted_by !== userId) return false;
  return invite.project_id === null
    ? (await answers.roleOf(invite.workspace_id, userId)) !== undefined
    : await answers.isGuest(invite.project_id, userId);
}

function assertAddressee(invite: LinkedInvite, person: Person): void {
  if (invite.email !== person.email.trim().toLowerCase()) {
    throw new ForbiddenError(
      "INVITE_EMAIL_MISMATCH",
      "This invitation is for another e-mail address. Sign in with that one.",
      { details: { maskedEmail: maskEmail(invite.email) } },
    );
  }
  if (!person.isVerified) throw new ForbiddenError("EMAIL_UNVERIFIED", "Confirm your e-mail address first.");
}

function isMemberRole(role: string): role is MemberRole {
  return memberRoles.some((known) => known === role);
}

async function enter(answers: InviteAnswerRepository, invite: LinkedInvite, userId: string): Promise<boolean> {
  const place = { workspace_id: invite.workspace_id, user_id: userId };
  if (invite.project_id !== null) return await answers.joinProject({ ...place, project_id: invite.project_id });
  // The table's check constraint ties "guest" to a project, so every other role is a member's.
  if (!isMemberRole(invite.role)) throw new Error(`invite ${invite.id} has no project and the role ${invite.role}`);
  return await answers.join({ ...place, role: invite.role });
}

async function tellInviter(tx: Tx, invite: LinkedInvite, person: Person): Promise<void> {
  if (invite.invited_by === null) return;
  // Somebody who has left is told nothing of the workspace any more.
  const inviter = await inviteAnswerRepository(tx).roleOf(invite.workspace_id, invite.invited_by);
  if (inviter === undefined) return;
  await notify(tx, {
    userId: invite.invited_by,
    type: "invite.accepted",
    title: `${person.name} accepted your invitation`,
    body: invite.project_name === null ? invite.workspace_name : `${invite.project_name}, ${invite.workspace_name}`,
    href: `/${invite.workspace_slug}`,
    workspaceId: invite.workspace_id,
    dedupeKey: `invite.accepted:${invite.id}`,
  });
}

function answer(invite: LinkedInvite, status: Accepted["status"]): Accepted {
  return { status, workspaceSlug: invite.workspace_slug, projectId: invite.project_id };
}
