import type { Member } from "@/lib/features/workspace/workspace.schema";
import { toIso } from "@/lib/platform/clock/clock";
import type { MemberRow } from "./member.repository";

export function toMemberDto(row: MemberRow, myId: string): Member {
  return {
    userId: row.user_id,
    email: row.email,
    displayName: row.display_name,
    avatarUrl: null,
    role: row.role,
    isMe: row.user_id === myId,
    joinedAt: toIso(row.created_at),
  };
}
