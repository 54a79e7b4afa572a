import "server-only";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { BuildRepository, BuildRow, BuildSummaryRow } from "../build.repository";

/** @throws NotFoundError */
export async function getBuild(builds: Pick<BuildRepository, "find">, id: string): Promise<BuildRow> {
  const row = await builds.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

type Ask = { projectId: string; limit: number; cursor?: string | undefined };

/** Newest version first. */
export async function listBuilds(
  builds: Pick<BuildRepository, "list">,
  ask: Ask,
): Promise<{ rows: BuildSummaryRow[]; nextCursor: string | null }> {
  const rows = await builds.list(ask.projectId, ask.limit, decodeCursor(ask.cursor, "integer"));
  return pageOf(rows, ask.limit, (row) => ({ value: String(row.version), id: row.id }));
}
