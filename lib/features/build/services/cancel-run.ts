import "server-only";
import type { ProjectRepository } from "@/lib/features/project/project.repository";
import { requireProjectEditor } from "@/lib/features/project/services/save-project";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import type { RunRepository, RunRow } from "../run.repository";
import { getRun } from "./get-run";

type Repositories = { runs: RunRepository; projects: Pick<ProjectRepository, "find"> };

/**
 * Ends a run that is under way. Its build and its end are one write (`carryOutRun`), so one of the two comes first: either
 * the build stands and the run is done, or the run is stopped and nothing of it is kept.
 * @throws NotFoundError, ForbiddenError PROJECT_READ_ONLY
 */
export async function cancelRun(tx: Tx, { runs, projects }: Repositories, id: string): Promise<RunRow> {
  const row = await getRun(runs, id);
  await requireProjectEditor(projects, row.project_id);
  const data = { code: "RUN_CANCELLED", message: "This was stopped before it was done. Nothing of it was kept." };
  await elevated(tx, () => runs.append(id, { type: "failed", data, at: now() }, "failed"));
  return await getRun(runs, id);
}
