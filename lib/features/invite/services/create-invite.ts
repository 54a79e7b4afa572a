import "server-only";
import type { Role } from "@/lib/platform/auth/permissions";
import { randomToken, sha256 } from "@/lib/platform/crypto/crypto";
import type { Entered, Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { type AppError, ConflictError, NotFoundError, RateLimitError } from "@/lib/platform/errors/errors";
import { assertMayInvite } from "../invite.policy";
import { type InviteRow, invitePlaceRepository, inviteRepository } from "../invite.repository";
import { inviteLinkRepository } from "../invite-link.repository";
import { type FreshInvite, inviteLink } from "./send-invite";

export type InviteAsk = { tx: Tx; workspace: { id: string; role: Role }; caller: Entered["caller"] };
type Input = { email: string; role: Role; projectId?: string | undefined };

/** Far above any studio's day; keeps a stolen account from mailing strangers at will. */
const perDay = 200;

/**
 * Invites an address to the workspace, or as a guest to one project. The mail is the caller's to send, after the commit.
 * @throws ForbiddenError ROLE_TOO_HIGH or FORBIDDEN, NotFoundError for a project that is not there,
 *   ConflictError ALREADY_MEMBER or INVITE_EXISTS, RateLimitError INVITE_LIMIT
 */
export async function createInvite(ask: InviteAsk, input: Input): Promise<FreshInvite> {
  const { tx, workspace } = ask;
  const invites = inviteRepository(tx, workspace.id);
  const projectId = input.projectId ?? null;
  const places = invitePlaceRepository(tx, workspace.id);
  assertMayInvite(workspace.role, input.role);
  if (projectId !== null && !(await places.hasProject(projectId))) throw new NotFoundError();
  if (await places.hasPlace(input.email, projectId))
    throw new ConflictError("ALREADY_MEMBER", "This person is here already.");
  const recent = await elevated(tx, () => inviteLinkRepository(tx).countRecent(workspace.id));
  if (recent >= perDay) {
    throw new RateLimitError("INVITE_LIMIT", `A workspace can invite ${perDay} people a day.`, {
      headers: { "retry-after": "3600" },
    });
  }
  const id = await invites.insert({
    email: input.email,
    role: input.role,
    project_id: projectId,
  });
  if (id === undefined) throw inviteExists(await invites.findOpen(input.email, projectId));
  return await withLink(ask, id);
}

function inviteExists(open: InviteRow | undefined): AppError {
  return new ConflictError(
    "INVITE_EXISTS",
    "This person is already invited. Resend the invitation instead.",
    open ? { details: { inviteId: open.id, expired: open.is_expired } } : {},
  );
}

/** Gives an invitation a new link. Only its hash is kept, and not even that is readable under the caller's rights. */
export async function withLink({ tx, workspace, caller }: InviteAsk, id: string): Promise<FreshInvite> {
  const token = randomToken();
  await elevated(tx, () => inviteLinkRepository(tx).issue(workspace.id, id, sha256(token)));
  const row = await inviteRepository(tx, workspace.id).find(id);
  if (!row) throw new NotFoundError();
  const workspaceName = await invitePlaceRepository(tx, workspace.id).workspaceName();
  const inviterName = caller.kind === "user" ? caller.displayName : workspaceName;
  return { row, token, link: inviteLink(token), workspaceName, inviterName };
}
