import "server-only";
import { now } from "@/lib/platform/clock/clock";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { ProjectRepository, ProjectRow } from "../project.repository";

type Fields = { name: string; clientName: string | null; description: string };
type Changes = { [K in keyof Fields]?: Fields[K] | undefined } & { archived?: boolean | undefined };

/** @throws NotFoundError */
export async function getProject(projects: Pick<ProjectRepository, "find">, id: string): Promise<ProjectRow> {
  const row = await projects.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

export async function createProject(
  projects: Pick<ProjectRepository, "find" | "insert">,
  fields: Fields,
): Promise<ProjectRow> {
  const id = await projects.insert({
    name: fields.name,
    client_name: fields.clientName,
    description: fields.description,
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
