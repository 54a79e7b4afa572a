import "server-only";
import { diffBlueprints, diffFiles, validateBlueprint } from "@/lib/features/builder";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { blueprintOf, filesOf } from "../build.files";
import type { BuildRepository } from "../build.repository";
import { toBuildSummary } from "../build.serializer";
import type { Comparison, SearchResult, Validation } from "../compare.schema";
import { getBuild } from "./get-build";

type Builds = Pick<BuildRepository, "find" | "history">;

const matchesMax = 200;
const lineMax = 240;

/** What lies between two versions of a project. @throws NotFoundError, also when they are of two projects */
export async function compareBuilds(builds: Builds, fromId: string, toId: string): Promise<Comparison> {
  const [from, to] = [await getBuild(builds, fromId), await getBuild(builds, toId)];
  if (from.project_id !== to.project_id) throw new NotFoundError();
  return {
    from: toBuildSummary(from),
    to: toBuildSummary(to),
    plan: diffBlueprints(blueprintOf(from), blueprintOf(to)),
    files: diffFiles(await filesOf(builds, from), await filesOf(builds, to)),
  };
}

/** Lines of a build's files that hold the words, whatever their case. @throws NotFoundError */
export async function searchFiles(builds: Builds, buildId: string, words: string): Promise<SearchResult> {
  const files = await filesOf(builds, await getBuild(builds, buildId));
  const wanted = words.toLowerCase();
  const result: SearchResult = { matches: [], total: 0 };
  for (const { path, content } of files) {
    content.split("\n").forEach((text, index) => {
      if (!text.toLowerCase().includes(wanted)) return;
      result.total += 1;
      if (result.matches.length < matchesMax)
        result.matches.push({ path, line: index + 1, text: text.trim().slice(0, lineMax) });
    });
  }
  return result;
}

/** The checks of a plan, made again on what is kept. @throws NotFoundError */
export async function validateBuild(builds: Builds, buildId: string): Promise<Validation> {
  const row = await getBuild(builds, buildId);
  const blueprint = blueprintOf(row);
  const { ok, issues } = validateBlueprint(blueprint);
  const { entities, relations } = blueprint;
  return {
    ok,
    issues: issues.map(({ code, severity, path, message }) => ({ code, severity, path, message })),
    checked: {
      lists: entities.length,
      fields: entities.reduce((sum, entity) => sum + entity.fields.length, 0),
      links: relations.length,
      rules: entities.reduce((sum, { access }) => sum + Object.values(access).flat().length, 0),
      files: (await filesOf(builds, row)).length,
    },
  };
}
