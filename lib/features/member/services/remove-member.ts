import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import type { Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { memberRepository } from "../member.repository";
import { lockMember } from "./lock-member";

type Ask = { tx: Tx; workspace: { id: string; role: Role }; callerId: string; requestId: string };

/**
 * Takes a person out of the workspace. What they made stays and keeps its author; their API keys keep working, because
 * keys belong to the workspace.
 * @throws NotFoundError, ForbiddenError ROLE_TOO_HIGH, ConflictError LAST_OWNER or USE_LEAVE
 */
export async function removeMember(ask: Ask, userId: string): Promise<void> {
  const members = memberRepository(ask.tx, ask.workspace.id);
  await lockMember(members, ask.workspace.role, { userId, next: null });
  if (userId === ask.callerId)
    throw new ConflictError("USE_LEAVE", "You cannot remove yourself. Leave the workspace instead.");
  const name = await members.workspaceName();
  if (!(await members.remove(userId))) throw new NotFoundError();
  await notify(ask.tx, {
    userId,
    type: "member.removed",
    title: `You were removed from ${name}`,
    workspaceId: ask.workspace.id,
    dedupeKey: `member.removed:${ask.requestId}`,
  });
}
