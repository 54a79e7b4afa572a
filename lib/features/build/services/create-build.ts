import "server-only";
import { COMPILER_VERSION } from "@/lib/features/builder";
import type { ProjectRepository } from "@/lib/features/project/project.repository";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { checkVersion, filesOf } from "../build.files";
import type { BuildRepository, BuildRow } from "../build.repository";
import type { Plan } from "./write-plan";

type Deps = { projects: Pick<ProjectRepository, "find">; builds: Pick<BuildRepository, "insert" | "find" | "history"> };
type Ask = { projectId: string; idea: string; plan: Plan };

/**
 * Keeps a plan as the project's next version. It is compiled before it is kept: a build that exists is a build that
 * compiles.
 * @throws NotFoundError, ConflictError TOO_MANY_VERSIONS
 */
export async function createBuild({ projects, builds }: Deps, { projectId, idea, plan }: Ask): Promise<BuildRow> {
  if (!(await projects.find(projectId))) throw new NotFoundError();
  const { blueprint } = plan;
  const id = await builds.insert({
    id: plan.id,
    project_id: projectId,
    idea,
    blueprint,
    compiler_version: COMPILER_VERSION,
    app_name: blueprint.app.name,
    entity_count: blueprint.entities.length,
    origin: "idea",
    note: "",
    engine: plan.engine,
    model: plan.model,
    fallback: plan.fallback,
    run_id: plan.runId,
  });
  const row = await builds.find(id);
  if (!row) throw new NotFoundError();
  checkVersion(row.version);
  await filesOf(builds, row);
  return row;
}
