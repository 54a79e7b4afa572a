import "server-only";
import type { MemberRole, Role } from "@/lib/platform/auth/permissions";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { assertWithinRank } from "../member.policy";
import type { MemberRepository, MemberRow } from "../member.repository";

type Repository = Pick<MemberRepository, "lockWorkspace" | "find" | "countOwners">;

/**
 * Reads a member under the workspace's lock and checks that their role may become `next` (null = none). Counting owners
 * under the lock is what keeps two owners who demote each other from leaving nobody; a deferred trigger stands behind it.
 * @throws NotFoundError, ForbiddenError ROLE_TOO_HIGH, ConflictError LAST_OWNER
 */
export async function lockMember(
  members: Repository,
  myRole: Role,
  change: { userId: string; next: MemberRole | null },
): Promise<MemberRow> {
  if (!(await members.lockWorkspace())) throw new NotFoundError();
  const member = await members.find(change.userId);
  if (!member) throw new NotFoundError();
  assertWithinRank(myRole, member.role, change.next ?? undefined);
  if (member.role === "owner" && change.next !== "owner" && (await members.countOwners()) === 1) {
    throw new ConflictError("LAST_OWNER", "A workspace needs at least one owner. Make somebody else an owner first.");
  }
  return member;
}
