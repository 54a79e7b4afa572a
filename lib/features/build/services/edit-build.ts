import "server-only";
import {
  applyOperations,
  type Blueprint,
  COMPILER_VERSION,
  compileBlueprint,
  dataLosses,
  describeOperations,
  diffFiles,
  EditError,
  type Operation,
  readRequest,
} from "@/lib/features/builder";
import { ConflictError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { blueprintOf, checkVersion, filesOf, historyOf } from "../build.files";
import type { BuildOrigin, BuildRepository, BuildRow } from "../build.repository";
import type { Proposal } from "../build.schema";

type Builds = Pick<BuildRepository, "insert" | "find" | "history">;

type Wish = { request?: string | undefined; operations?: Operation[] | undefined };

/**
 * What a wish in plain words, or a form's operations, would change. Changes nothing.
 * @throws NotFoundError, ValidationError CHANGE_NOT_UNDERSTOOD, CHANGE_NOT_POSSIBLE
 */
export async function proposeChange(builds: Builds, buildId: string, wish: Wish): Promise<Proposal> {
  const base = await findBuild(builds, buildId);
  const blueprint = blueprintOf(base);
  const [before, history] = [await filesOf(builds, base), await historyOf(builds, base)];
  return explain(() => {
    const operations = wish.operations ?? readRequest(blueprint, wish.request ?? "");
    const after = applyOperations(blueprint, operations);
    const { files } = compileBlueprint(after, { history: [...history, blueprint] });
    // What the migration of this version would stop for.
    const losses = dataLosses(blueprint, after);
    return {
      operations,
      sentences: describeOperations(blueprint, operations),
      losesData: losses.length > 0,
      losses,
      files: diffFiles(before, files),
    };
  });
}

/**
 * Keeps a changed plan as the project's next version.
 * @throws NotFoundError, ValidationError CHANGE_NOT_POSSIBLE, ConflictError BUILD_OUTDATED when the version is not the newest,
 * TOO_MANY_VERSIONS
 */
export async function editBuild(builds: Builds, buildId: string, operations: Operation[]): Promise<BuildRow> {
  const base = await findBuild(builds, buildId);
  const before = blueprintOf(base);
  const blueprint = explain(() => applyOperations(before, operations));
  const row = await keep(builds, base, {
    blueprint,
    origin: "edit",
    note: describeOperations(before, operations).join("\n").slice(0, 4000),
  });
  // The numbering trigger holds the project's lock: whoever comes second sees a gap between base and new version.
  if (row.version !== base.version + 1)
    throw new ConflictError("BUILD_OUTDATED", "There is a newer version. Look at it first, then change that one.");
  return row;
}

/** Brings an earlier version back as the newest one; nothing is deleted. @throws NotFoundError, ConflictError TOO_MANY_VERSIONS */
export async function restoreBuild(builds: Builds, buildId: string): Promise<BuildRow> {
  const base = await findBuild(builds, buildId);
  return await keep(builds, base, {
    blueprint: blueprintOf(base),
    origin: "restore",
    note: `Version ${base.version} brought back`,
    restored_from: base.version,
  });
}

async function findBuild(builds: Builds, id: string): Promise<BuildRow> {
  const row = await builds.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

async function keep(
  builds: Builds,
  base: BuildRow,
  next: { blueprint: Blueprint; origin: BuildOrigin; note: string; restored_from?: number },
): Promise<BuildRow> {
  const id = await builds.insert({
    project_id: base.project_id,
    idea: base.idea,
    compiler_version: COMPILER_VERSION,
    app_name: next.blueprint.app.name,
    entity_count: next.blueprint.entities.length,
    engine: base.engine,
    model: base.engine === "llm" ? base.model : null,
    fallback: null,
    run_id: null,
    ...next,
  });
  const row = await findBuild(builds, id);
  checkVersion(row.version);
  // Compiled before it is committed: a version that exists is a version that compiles.
  await filesOf(builds, row);
  return row;
}

function explain<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof EditError)) throw cause;
    const code = cause.code === "not_possible" ? "CHANGE_NOT_POSSIBLE" : "CHANGE_NOT_UNDERSTOOD";
    // Where in the plan, for forms that show it there.
    const issues = cause.issues.map((issue) => ({ path: issue.path, code: issue.code, message: issue.message }));
    const details = { fields: { request: cause.message }, ...(issues.length > 0 ? { issues } : {}) };
    throw new ValidationError(code, cause.message, { details, cause });
  }
}
