import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { workspaceServiceRepository } from "../workspace.repository";

type Ask = { tx: Tx; workspaceId: string; userId: string };
type Repository = ReturnType<typeof workspaceServiceRepository>;

export const restoreDays = 30;

/** Runs as the service within the caller's transaction, but only after the caller's own role was read again under the workspace's lock. */
async function asOwner(
  ask: Ask,
  work: (workspaces: Repository, workspace: { slug: string; deleted_at: string | null }) => Promise<void>,
): Promise<void> {
  await elevated(ask.tx, async () => {
    const workspaces = workspaceServiceRepository(ask.tx);
    const workspace = await workspaces.lock(ask.workspaceId);
    if (!workspace) throw new NotFoundError();
    if ((await workspaces.roleOf(ask.workspaceId, ask.userId)) !== "owner") throw new ForbiddenError();
    await work(workspaces, workspace);
  });
}

/**
 * Puts a workspace away: from now on only its owners see it, and only to restore it. Purged after 30 days.
 * @throws ValidationError when the typed address is not the workspace's
 */
export async function deleteWorkspace(ask: Ask, confirmSlug: string): Promise<void> {
  await asOwner(ask, async (workspaces, workspace) => {
    if (workspace.slug !== confirmSlug) {
      throw new ValidationError("CONFIRMATION_MISMATCH", "Type the workspace's address exactly to delete it.", {
        details: { fields: { confirmSlug: "This is not the workspace's address" } },
      });
    }
    if (workspace.deleted_at !== null) throw new ConflictError("ALREADY_DELETED", "This workspace is deleted already.");
    const deletedAt = now();
    await workspaces.setDeleted(ask.workspaceId, deletedAt, new Date(deletedAt.getTime() + restoreDays * 86_400_000));
  });
}

/** @throws ConflictError when it is not deleted */
export async function restoreWorkspace(ask: Ask): Promise<void> {
  await asOwner(ask, async (workspaces, workspace) => {
    if (workspace.deleted_at === null) throw new ConflictError("NOT_DELETED", "This workspace is not deleted.");
    await workspaces.setDeleted(ask.workspaceId, null, null);
  });
}

type Transfer = { userId: string; myNewRole: "viewer" | "editor" | "admin" };

/** Hands ownership over in one transaction. @throws NotFoundError when the target is no member, ConflictError when it is the caller or unverified */
export async function transferWorkspace(ask: Ask, transfer: Transfer): Promise<void> {
  await asOwner(ask, async (workspaces, workspace) => {
    if (workspace.deleted_at !== null) throw new NotFoundError();
    if (transfer.userId === ask.userId) throw new ConflictError("TRANSFER_TO_SELF", "You own this workspace already.");
    if ((await workspaces.roleOf(ask.workspaceId, transfer.userId)) === undefined) throw new NotFoundError();
    if (!(await workspaces.isVerified(transfer.userId)))
      throw new ConflictError("EMAIL_UNVERIFIED", "This person has not confirmed their e-mail address yet.");
    await workspaces.setRole(ask.workspaceId, transfer.userId, "owner");
    await workspaces.setRole(ask.workspaceId, ask.userId, transfer.myNewRole);
  });
}
