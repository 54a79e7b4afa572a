import "server-only";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { WorkspaceRepository, WorkspaceRow } from "../workspace.repository";

/** @throws NotFoundError */
export async function getWorkspace(workspaces: Pick<WorkspaceRepository, "find">, id: string): Promise<WorkspaceRow> {
  const row = await workspaces.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError, ConflictError SLUG_TAKEN from the unique index */
export async function updateWorkspace(
  workspaces: Pick<WorkspaceRepository, "find" | "update">,
  id: string,
  changes: { name?: string | undefined; slug?: string | undefined; logo_path?: string | null },
): Promise<WorkspaceRow> {
  if (!(await workspaces.update(id, changes))) throw new NotFoundError();
  return await getWorkspace(workspaces, id);
}

/** Gives up one's own place. The database refuses it to the last owner. @throws NotFoundError, ConflictError LAST_OWNER */
export async function leaveWorkspace(workspaces: Pick<WorkspaceRepository, "leave">, id: string): Promise<void> {
  if ((await workspaces.leave(id)) === 0) throw new NotFoundError();
}
