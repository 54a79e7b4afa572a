import type { GeneratedFile } from "@/lib/features/builder";
import { sha256 } from "@/lib/features/builder/compiler/hash";

/** What stands in a repository, as far as planning needs it: paths, and the content of what an export once wrote. */
export type Standing = {
  has: (path: string) => boolean;
  /** Content of a file, or undefined when it is not there or no plain file. */
  read: (path: string) => string | undefined;
};
export type FileChanges = {
  write: GeneratedFile[];
  remove: string[];
  /** Changed by hand and left as they are: the project itself has nothing new for them. */
  kept: string[];
  /** Changed by hand and changed by the project too: written over, for a person to look at. */
  overwritten: string[];
};

const manifestPath = "generation.json";
/** People's own folder: what is there is never written over or removed. */
const isCustom = (path: string) => path.startsWith("custom/");

/**
 * Paths and checksums of the export that a repository holds. Empty when there is none or the file makes no sense: then
 * nothing counts as ours, and nothing is removed.
 */
export function readManifest(text: string | undefined): Map<string, string> {
  try {
    const { files }: { files?: unknown } = JSON.parse(text ?? "{}");
    if (typeof files !== "object" || files === null) return new Map();
    return new Map(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return new Map();
  }
}

/**
 * What has to change so that a repository holds the new files: those the former export wrote and the new one does not have
 * go, everything a person added stays, and a person's change to a generated file stays unless the project changed it too.
 */
export function planChanges(files: readonly GeneratedFile[], standing: Standing): FileChanges {
  const former = readManifest(standing.read(manifestPath));
  const wanted = new Set(files.map((file) => file.path));
  const changes: FileChanges = { write: [], remove: [], kept: [], overwritten: [] };
  for (const file of files) {
    const now = standing.read(file.path);
    if (now === file.content) continue;
    if (isCustom(file.path) && standing.has(file.path)) continue;
    const before = former.get(file.path);
    // Changed, or taken away.
    const isByHand = before !== undefined && (now === undefined || sha256(now) !== before);
    if (isByHand && sha256(file.content) === before) {
      changes.kept.push(file.path);
      continue;
    }
    if (isByHand) changes.overwritten.push(file.path);
    changes.write.push(file);
  }
  for (const [path, before] of former) {
    if (wanted.has(path) || isCustom(path)) continue;
    const now = standing.read(path);
    if (now === undefined) continue;
    if (sha256(now) !== before) changes.overwritten.push(path);
    changes.remove.push(path);
  }
  return changes;
}
