import "server-only";
import { type Blueprint, blueprintSchema, compileBlueprint, type GeneratedFile } from "@/lib/features/builder";
import { DatabaseError } from "@/lib/platform/errors/errors";
import { LRUCache } from "@/lib/shared/lru";

const compiled = new LRUCache<string, GeneratedFile[]>(20);

/**
 * The files of a build. Compiled when asked for and kept for the last 20 builds: the compiler is a pure function, so
 * what is forgotten comes back byte for byte.
 */
export function filesOf(build: { id: string; blueprint: unknown }): GeneratedFile[] {
  const known = compiled.get(build.id);
  if (known) return known;
  const { files } = compileBlueprint(blueprintOf(build));
  compiled.set(build.id, files);
  return files;
}

/** A build's plan, checked again on its way out of the database. @throws DatabaseError when it cannot be read */
export function blueprintOf(build: { blueprint: unknown }): Blueprint {
  const parsed = blueprintSchema.safeParse(build.blueprint);
  if (!parsed.success) throw new DatabaseError("INTERNAL", "This build cannot be read.", { cause: parsed.error });
  return parsed.data;
}
