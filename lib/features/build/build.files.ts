import "server-only";
import { type Blueprint, blueprintSchema, compileBlueprint, type GeneratedFile } from "@/lib/features/builder";
import { ConflictError, DatabaseError } from "@/lib/platform/errors/errors";
import { LRUCache } from "@/lib/shared/lru";
import type { BuildRepository } from "./build.repository";

const compiled = new LRUCache<string, GeneratedFile[]>(20);

/** Every version adds a migration to the project, and all of them are worked out anew from the plans before it. */
export const VERSIONS_MAX = 200;

type Builds = Pick<BuildRepository, "history">;
type Versioned = { id: string; project_id: string; version: number; blueprint: unknown };

/**
 * The files of a build. Compiled when asked for and kept for the last 20 builds: the compiler is a pure function of the
 * versions up to this one, and none of them changes, so what is forgotten comes back byte for byte.
 */
export async function filesOf(
  builds: Builds,
  build: Versioned,
  ci: "github" | "gitlab" = "github",
): Promise<GeneratedFile[]> {
  const key = `${build.id} ${ci}`;
  const known = compiled.get(key);
  if (known) return known;
  const { files } = compileBlueprint(blueprintOf(build), { history: await historyOf(builds, build), ci });
  compiled.set(key, files);
  return files;
}

/**
 * The plans of the versions before this one, oldest first. A version beyond the last that can be made stands alone, as a
 * new project would.
 */
export async function historyOf(builds: Builds, build: Versioned): Promise<Blueprint[]> {
  if (build.version === 1 || build.version > VERSIONS_MAX) return [];
  const rows = await builds.history(build.project_id, build.version);
  return rows.map(blueprintOf);
}

/** @throws ConflictError TOO_MANY_VERSIONS */
export function checkVersion(version: number): void {
  if (version <= VERSIONS_MAX) return;
  const message = `A project has up to ${VERSIONS_MAX} versions. Start a new project from this plan to go on.`;
  throw new ConflictError("TOO_MANY_VERSIONS", message);
}

/** A build's plan, checked again on its way out of the database. @throws DatabaseError when it cannot be read */
export function blueprintOf(build: { blueprint: unknown }): Blueprint {
  const parsed = blueprintSchema.safeParse(build.blueprint);
  if (!parsed.success) throw new DatabaseError("INTERNAL", "This build cannot be read.", { cause: parsed.error });
  return parsed.data;
}
