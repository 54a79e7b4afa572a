import { toIso } from "@/lib/platform/clock/clock";
import { inviteStatus } from "./invite.policy";
import type { InviteRow } from "./invite.repository";
import type { Invite } from "./invite.schema";

export function toInviteDto(row: InviteRow): Invite {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    projectId: row.project_id,
    projectName: row.project_name,
    status: inviteStatus(row),
    delivery: row.delivery,
    invitedBy: row.invited_by_name,
    expiresAt: toIso(row.expires_at),
    lastSentAt: toIso(row.last_sent_at),
    createdAt: toIso(row.created_at),
  };
}
