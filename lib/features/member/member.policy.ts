import { type MemberRole, type Role, roleRank } from "@/lib/platform/auth/permissions";
import { ForbiddenError } from "@/lib/platform/errors/errors";

/**
 * Nobody acts on a role above their own, and nobody gives one. `private.guard_member` holds the same line in the database.
 * @throws ForbiddenError ROLE_TOO_HIGH
 */
export function assertWithinRank(mine: Role, current: MemberRole, next?: MemberRole): void {
  if (roleRank(current) > roleRank(mine))
    throw new ForbiddenError("ROLE_TOO_HIGH", "This person's role is above yours.");
  if (next !== undefined && roleRank(next) > roleRank(mine))
    throw new ForbiddenError("ROLE_TOO_HIGH", "You cannot give a role above your own.");
}
