import "server-only";
import { BlueprintError, COMPILER_VERSION, parseIdea } from "@/lib/features/builder";
import type { ProjectRepository } from "@/lib/features/project/project.repository";
import { NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { checkVersion, filesOf } from "../build.files";
import type { BuildRepository, BuildRow } from "../build.repository";

type Deps = { projects: Pick<ProjectRepository, "find">; builds: Pick<BuildRepository, "insert" | "find" | "history"> };
type Ask = { projectId: string; idea: string };

/**
 * Turns an idea into a blueprint, compiles it, and keeps it as the project's next version. It is compiled before it is
 * kept: a build that exists is a build that compiles.
 * @throws NotFoundError, ValidationError when the idea cannot be read, ConflictError TOO_MANY_VERSIONS
 */
export async function createBuild({ projects, builds }: Deps, ask: Ask): Promise<BuildRow> {
  if (!(await projects.find(ask.projectId))) throw new NotFoundError();
  const blueprint = understand(ask.idea);
  const id = await builds.insert({
    project_id: ask.projectId,
    idea: ask.idea,
    blueprint,
    compiler_version: COMPILER_VERSION,
    app_name: blueprint.app.name,
    entity_count: blueprint.entities.length,
    origin: "idea",
    note: "",
  });
  const row = await builds.find(id);
  if (!row) throw new NotFoundError();
  checkVersion(row.version);
  await filesOf(builds, row);
  return row;
}

function understand(idea: string) {
  try {
    return parseIdea(idea).blueprint;
  } catch (cause) {
    if (!(cause instanceof BlueprintError)) throw cause;
    throw new ValidationError("IDEA_NOT_READABLE", cause.message, {
      details: { fields: { idea: cause.message } },
      cause,
    });
  }
}
