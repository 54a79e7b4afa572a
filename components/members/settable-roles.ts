import { type MemberRole, memberRoles, type Role, roleRank } from "@/lib/platform/auth/permissions";

/** Never above one's own rank. */
export function settableRoles(mine: Role): MemberRole[] {
  return memberRoles.filter((role) => roleRank(role) <= roleRank(mine)).reverse();
}

/** An admin does not touch owners; nobody changes themselves here (leaving and handing over have their own place). */
export function mayChange(mine: Role, theirs: Role, isMe: boolean): boolean {
  return !isMe && (mine === "owner" || (mine === "admin" && theirs !== "owner"));
}
