import type { Messages, PreviewData, Resource, Row, Value } from "./types";

export type Problem = { column: string | null; message: string };

/** The rows, for as long as the page is open, with the refusals the generated database would make. */
export class Store {
  readonly data: PreviewData;
  private readonly rows: Map<string, Row[]>;
  private readonly links: Map<string, [string, string][]>;
  private readonly changes = new Map<string, { from: Value; to: Value; at: string }[]>();
  private added = 0;

  constructor(data: PreviewData) {
    this.data = data;
    this.rows = new Map(Object.entries(data.rows));
    this.links = new Map(Object.entries(data.pairs));
    for (const resource of data.resources) {
      for (const row of this.all(resource.key)) this.remember(resource, row, { from: null, at: row.createdAt });
    }
  }

  get words(): Messages {
    return this.data.messages;
  }

  resource(key: string | null): Resource | undefined {
    return this.data.resources.find((item) => item.key === key);
  }

  all(key: string): Row[] {
    return this.rows.get(key) ?? [];
  }

  find(key: string, id: string): Row | undefined {
    return this.all(key).find((row) => row.id === id);
  }

  pairs(key: string): [string, string][] {
    return this.links.get(key) ?? [];
  }

  history(row: Row): { from: Value; to: Value; at: string }[] {
    return this.changes.get(row.id) ?? [];
  }

  newRow(owner: string | null): Row {
    this.added += 1;
    const id = `ffffffff-0000-4000-8000-${String(this.added).padStart(12, "0")}`;
    return { id, createdAt: new Date().toISOString(), owner, values: {} };
  }

  /** Adds the row or puts it in the place of the one with its id; nothing happens when there is a problem. */
  save(resource: Resource, row: Row, role: string | null): Problem | null {
    multiply(resource, row);
    const before = this.find(resource.key, row.id);
    const problem = this.refusal(resource, row, { before, role });
    if (problem) return problem;
    const rows = this.all(resource.key);
    this.rows.set(resource.key, before ? rows.map((item) => (item.id === row.id ? row : item)) : [row, ...rows]);
    const column = resource.history?.column ?? "";
    const from = before?.values[column] ?? null;
    if (!before || from !== (row.values[column] ?? null)) {
      this.remember(resource, row, { from, at: new Date().toISOString() });
    }
    return null;
  }

  setPairs(key: string, id: string, others: readonly string[]): void {
    const kept = this.pairs(key).filter((pair) => pair[0] !== id);
    this.links.set(key, [...kept, ...others.map((other): [string, string] => [id, other])]);
  }

  /** Deletes a row and what goes with it, or says what still needs it. All or nothing, as in a transaction. */
  remove(resource: Resource, id: string): Problem | null {
    const doomed = new Map<string, Set<string>>();
    if (!this.collect(resource, id, doomed)) return { column: null, message: this.words.stillInUse };
    const isDoomed = (value: Value | undefined): boolean =>
      typeof value === "string" && [...doomed.values()].some((ids) => ids.has(value));
    for (const owner of this.data.resources) {
      const gone = doomed.get(owner.key) ?? new Set<string>();
      const rows = this.all(owner.key).filter((row) => !gone.has(row.id));
      for (const row of rows) {
        for (const link of owner.links) if (isDoomed(row.values[link.column])) row.values[link.column] = null;
      }
      this.rows.set(owner.key, rows);
    }
    for (const [key, pairs] of this.links) {
      this.links.set(
        key,
        pairs.filter((pair) => !isDoomed(pair[0]) && !isDoomed(pair[1])),
      );
    }
    return null;
  }

  private collect(resource: Resource, id: string, doomed: Map<string, Set<string>>): boolean {
    const ids = doomed.get(resource.key) ?? new Set<string>();
    if (ids.has(id)) return true;
    doomed.set(resource.key, ids.add(id));
    return resource.children.every((child) => {
      const owner = this.resource(child.resource);
      const link = owner?.links.find((item) => item.column === child.column);
      const rows = this.all(child.resource).filter((row) => row.values[child.column] === id);
      if (!owner || !link || rows.length === 0 || link.onDelete === "setNull") return true;
      return link.onDelete === "cascade" && rows.every((row) => this.collect(owner, row.id, doomed));
    });
  }

  private remember(resource: Resource, row: Row, { from, at }: { from: Value; at: string }): void {
    if (!resource.history) return;
    const to = row.values[resource.history.column] ?? null;
    this.changes.set(row.id, [...this.history(row), { from, to, at }]);
  }

  private refusal(
    resource: Resource,
    row: Row,
    { before, role }: { before: Row | undefined; role: string | null },
  ): Problem | null {
    const m = this.words;
    const others = this.all(resource.key).filter((item) => item.id !== row.id);
    for (const set of uniqueSets(resource)) {
      const isFull = set.every((column) => (row.values[column] ?? null) !== null);
      if (isFull && others.some((item) => set.every((column) => item.values[column] === row.values[column]))) {
        return { column: set.at(-1) ?? null, message: m.alreadyExists };
      }
    }
    for (const { a, b } of resource.ordered) {
      if (!isBefore(row.values[a], row.values[b])) return { column: b, message: m.invalid };
    }
    if (resource.workflow && before && !isStep(resource.workflow, { before, row, role })) {
      return { column: resource.workflow.column, message: m.statusNotAllowed };
    }
    const { noOverlap, onlyWhen } = resource;
    if (noOverlap && others.some((item) => overlaps(item, row, noOverlap))) {
      return { column: noOverlap.start, message: m.overlaps };
    }
    if (onlyWhen && !before) {
      const parent = this.find(onlyWhen.to, String(row.values[onlyWhen.link]));
      if (parent?.values[onlyWhen.column] !== onlyWhen.value) return { column: onlyWhen.link, message: m.invalid };
    }
    return null;
  }
}

function uniqueSets(resource: Resource): string[][] {
  const single = resource.fields.filter((field) => field.unique).map((field) => [field.column]);
  const links = resource.links.filter((link) => link.single).map((link) => [link.column]);
  return [...single, ...links, ...resource.uniques];
}

function multiply(resource: Resource, row: Row): void {
  for (const { column, product } of resource.fields) {
    if (!product) continue;
    const [a, b] = product.map((key) => row.values[key] ?? null);
    row.values[column] = a === null || b === null ? null : Number(a) * Number(b);
  }
}

function isBefore(a: Value | undefined, b: Value | undefined): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return true;
  return a < b;
}

type Change = { before: Row; row: Row; role: string | null };

function isStep({ column, steps }: NonNullable<Resource["workflow"]>, { before, row, role }: Change): boolean {
  const [from, to] = [before.values[column] ?? null, row.values[column] ?? null];
  if (from === to) return true;
  return steps.some(
    (step) =>
      step.from === from && step.to === to && (step.roles.length === 0 || (role !== null && step.roles.includes(role))),
  );
}

/** Dates count as whole days, times up to their end. What was cancelled is in nobody's way. */
function overlaps(one: Row, other: Row, { link, start, end }: NonNullable<Resource["noOverlap"]>): boolean {
  if (one.values[link] !== other.values[link] || (one.values[link] ?? null) === null) return false;
  if ([one, other].some((row) => Object.values(row.values).includes("cancelled"))) return false;
  const touches = (a: Value | undefined, b: Value | undefined): boolean =>
    isBefore(a, b) || (a === b && String(a).length === "2026-01-01".length);
  return touches(one.values[start], other.values[end]) && touches(other.values[start], one.values[end]);
}
