import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, ForbiddenError } from "@/lib/platform/errors/errors";
import { workspaceServiceRepository } from "../workspace.repository";
import { freeSlug, slugFromName } from "../workspace.slug";

type Caller = { userId: string; emailVerified: boolean };

/** Enough for any studio; stops a script from filling the database. */
const perPerson = 50;

/**
 * Creates a workspace with the caller as its owner, in one transaction.
 * @throws ForbiddenError EMAIL_UNVERIFIED, ConflictError SLUG_TAKEN or WORKSPACE_LIMIT
 */
export async function createWorkspace(
  tx: Tx,
  caller: Caller,
  input: { name: string; slug?: string | undefined },
): Promise<string> {
  if (!caller.emailVerified) throw new ForbiddenError("EMAIL_UNVERIFIED", "Confirm your e-mail address first.");
  return await elevated(tx, async () => {
    const workspaces = workspaceServiceRepository(tx);
    if ((await workspaces.countCreatedBy(caller.userId)) >= perPerson)
      throw new ConflictError("WORKSPACE_LIMIT", `You can create up to ${perPerson} workspaces.`);
    const stem = slugFromName(input.name);
    const slug = input.slug ?? freeSlug(stem, await workspaces.slugsLike(stem));
    return await workspaces.insert({ name: input.name, slug, createdBy: caller.userId });
  });
}
