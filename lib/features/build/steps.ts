export type Version = { id: string; version: number; restored_from: number | null };
export type Steps<T> = { undo: T | null; redo: T | null };

/**
 * Where undo and redo lead, read out of the versions. Nothing is ever deleted: undo brings the plan of one step back as a new
 * version, redo the one after it. Bringing back any other version is a step of its own.
 * @param versions all of a project, oldest first
 */
export function stepsOf<T extends Version>(versions: readonly T[]): Steps<T> {
  const byNumber = new Map(versions.map((version) => [version.version, version]));
  let line: T[] = [];
  let at = -1;
  /** The version whose plan this one has. */
  const origins = new Map<number, T>();
  for (const version of versions) {
    const source = version.restored_from === null ? undefined : byNumber.get(version.restored_from);
    const plan = source ? (origins.get(source.version) ?? source) : version;
    origins.set(version.version, plan);
    // Bringing back what is there already leads nowhere.
    if (line[at] === plan) continue;
    if (source && line[at - 1] === plan) at -= 1;
    else if (source && line[at + 1] === plan) at += 1;
    else {
      line = [...line.slice(0, at + 1), plan];
      at = line.length - 1;
    }
  }
  return { undo: line[at - 1] ?? null, redo: line[at + 1] ?? null };
}
