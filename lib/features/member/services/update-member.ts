import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import type { MemberRole, Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { type MemberRow, memberRepository } from "../member.repository";
import { lockMember } from "./lock-member";

type Ask = { tx: Tx; workspace: { id: string; slug: string; role: Role }; callerId: string; requestId: string };

/**
 * Gives a member another role. It counts from their next request on: no token carries a role.
 * @throws NotFoundError, ForbiddenError ROLE_TOO_HIGH, ConflictError LAST_OWNER
 */
export async function updateMember(ask: Ask, change: { userId: string; role: MemberRole }): Promise<MemberRow> {
  const members = memberRepository(ask.tx, ask.workspace.id);
  const member = await lockMember(members, ask.workspace.role, { userId: change.userId, next: change.role });
  if (member.role === change.role) return member;
  if (!(await members.setRole(change.userId, change.role))) throw new NotFoundError();
  if (change.userId !== ask.callerId) {
    const name = await members.workspaceName();
    await notify(ask.tx, {
      userId: change.userId,
      type: "member.role_changed",
      title: `You are now ${change.role} in ${name}`,
      href: `/${ask.workspace.slug}`,
      workspaceId: ask.workspace.id,
      dedupeKey: `member.role_changed:${ask.requestId}`,
    });
  }
  return { ...member, role: change.role };
}
