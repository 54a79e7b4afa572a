import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { ListedProjectRow, ProjectRepository } from "../project.repository";

type Query = { cursor?: string | undefined; limit: number; q?: string | undefined; archived: "true" | "false" };

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listProjects(
  projects: Pick<ProjectRepository, "list">,
  query: Query,
): Promise<{ rows: ListedProjectRow[]; nextCursor: string | null }> {
  const rows = await projects.list({
    limit: query.limit,
    after: decodeCursor(query.cursor),
    q: query.q || undefined,
    archived: query.archived === "true",
  });
  return pageOf(rows, query.limit, (row) => ({ value: row.created_at, id: row.id }));
}
