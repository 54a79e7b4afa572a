import { type Role, roleAllows, roleRank } from "@/lib/platform/auth/permissions";
import { type AppError, ForbiddenError, GoneError } from "@/lib/platform/errors/errors";

type InviteFacts = {
  role: Role;
  accepted_at: string | null;
  declined_at: string | null;
  revoked_at: string | null;
  is_expired: boolean;
};

/**
 * Whether somebody may send, resend or revoke an invitation to this role. Editors invite clients to a project; handing out
 * a place in the workspace takes the right to manage members.
 * @throws ForbiddenError ROLE_TOO_HIGH or FORBIDDEN
 */
export function assertMayInvite(mine: Role, invited: Role): void {
  if (roleRank(invited) > roleRank(mine))
    throw new ForbiddenError("ROLE_TOO_HIGH", "You cannot invite somebody to a role above your own.");
  if (invited !== "guest" && !roleAllows(mine, "members.write")) throw new ForbiddenError();
}

export function inviteStatus(
  invite: Omit<InviteFacts, "role">,
): "pending" | "expired" | "accepted" | "declined" | "revoked" {
  if (invite.accepted_at !== null) return "accepted";
  if (invite.revoked_at !== null) return "revoked";
  if (invite.declined_at !== null) return "declined";
  return invite.is_expired ? "expired" : "pending";
}

const gone = {
  superseded: ["INVITE_SUPERSEDED", "This link was replaced by a newer one. Use the newest mail."],
  revoked: ["INVITE_REVOKED", "This invitation was withdrawn."],
  declined: ["INVITE_DECLINED", "This invitation was declined."],
  accepted: ["INVITE_USED", "This invitation has been used already."],
  expired: ["INVITE_EXPIRED", "This invitation has expired. Ask for a new one."],
} as const;

/** Why a link no longer leads anywhere; undefined while it does. A superseded link says so, whatever became of the invite. */
export function whyGone(invite: Omit<InviteFacts, "role"> & { superseded_at: string | null }): AppError | undefined {
  const status = invite.superseded_at !== null ? "superseded" : inviteStatus(invite);
  return status === "pending" ? undefined : new GoneError(...gone[status]);
}

/** Enough for the invitee to recognise an address of theirs, too little to learn one: `m***@e***.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const dot = domain.lastIndexOf(".");
  const hide = (text: string) => (text.length > 1 ? `${[...text][0] ?? ""}***` : "***");
  return dot < 1 ? `${hide(local)}@***` : `${hide(local)}@${hide(domain.slice(0, dot))}${domain.slice(dot)}`;
}

const resendGapSeconds = 60;
const resendsPerDay = 5;
const daySeconds = 86_400;

/** Seconds until an invitation may be sent again, 0 = now: one resend a minute and five in 24 hours, as `resends` counts them. */
export function resendWait(resends: { count: number; sinceLast: number | null; sinceFirst: number | null }): number {
  const gap = resends.sinceLast === null ? 0 : resendGapSeconds - resends.sinceLast;
  const day = resends.count >= resendsPerDay && resends.sinceFirst !== null ? daySeconds - resends.sinceFirst : 0;
  return Math.max(0, Math.ceil(gap), Math.ceil(day));
}
