import "server-only";
import { projectRepository } from "@/lib/features/project/project.repository";
import { requireProjectEditor } from "@/lib/features/project/services/save-project";
import type { Tx } from "@/lib/platform/db/db";
import { buildRepository } from "../build.repository";
import { getBuild } from "./get-build";

/** @throws NotFoundError, ForbiddenError PROJECT_READ_ONLY for a build of a project that the caller may only look at */
export async function requireBuildEditor(tx: Tx, workspaceId: string, buildId: string): Promise<void> {
  const build = await getBuild(buildRepository(tx, workspaceId), buildId);
  await requireProjectEditor(projectRepository(tx, workspaceId), build.project_id);
}
