import "server-only";
import { roleRank } from "@/lib/platform/auth/permissions";
import { now } from "@/lib/platform/clock/clock";
import { ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import type { ProjectRepository, ProjectRow } from "../project.repository";
import type { Visibility } from "../project.schema";

type Fields = { name: string; clientName: string | null; description: string };
type NewProject = Fields & { visibility: Visibility };
type Changes = { [K in keyof Fields]?: Fields[K] | undefined } & { archived?: boolean | undefined };

/** @throws NotFoundError */
export async function getProject(projects: Pick<ProjectRepository, "find">, id: string): Promise<ProjectRow> {
  const row = await projects.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/**
 * A project the caller may build in. A role in the workspace is not all there is: a guest or a viewer may be an editor here.
 * @throws NotFoundError, ForbiddenError for a project that the caller may only look at
 */
export async function requireProjectEditor(projects: Pick<ProjectRepository, "find">, id: string): Promise<ProjectRow> {
  const row = await getProject(projects, id);
  // Ranks begin with 1 in SQL.
  if (row.my_rank <= roleRank("viewer") + 1)
    throw new ForbiddenError("PROJECT_READ_ONLY", "You may look at this project, not change it.");
  return row;
}

export async function createProject(
  projects: Pick<ProjectRepository, "find" | "insert">,
  fields: NewProject,
): Promise<ProjectRow> {
  const id = await projects.insert({
    name: fields.name,
    client_name: fields.clientName,
    description: fields.description,
    visibility: fields.visibility,
  });
  return await getProject(projects, id);
}

/** @throws NotFoundError */
export async function updateProject(
  projects: Pick<ProjectRepository, "find" | "update">,
  id: string,
  changes: Changes,
): Promise<ProjectRow> {
  const archivedAt = changes.archived === undefined ? undefined : changes.archived ? now().toISOString() : null;
  const updated = await projects.update(id, {
    name: changes.name,
    client_name: changes.clientName,
    description: changes.description,
    archived_at: archivedAt,
  });
  if (!updated) throw new NotFoundError();
  return await getProject(projects, id);
}

/** @throws NotFoundError */
export async function deleteProject(projects: Pick<ProjectRepository, "delete">, id: string): Promise<void> {
  if (!(await projects.delete(id))) throw new NotFoundError();
}
