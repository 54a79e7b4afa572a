import type { Store } from "./store";
import type { Person, Resource, Row, Rule, Verb, Via } from "./types";

/** The blueprint's access rules, asked of rows in memory. The generated app's policies ask the same of the database. */

export type Who = Person | null;

/** Whether to offer an action at all, before there is a row to ask about. */
export function mayTry(resource: Resource, verb: Verb, who: Who): boolean {
  return resource.access[verb].some((rule) => {
    if (rule.kind === "anyone" || (rule.kind === "column" && verb === "read")) return true;
    if (who === null) return false;
    return rule.kind === "role" ? rule.role === who.role : true;
  });
}

export function mayRead(store: Store, who: Who, at: { resource: Resource; row: Row }): boolean {
  return matches(store, who, { ...at, rules: at.resource.access.read });
}

export function mayChange(store: Store, who: Who, at: { resource: Resource; row: Row; verb: "update" | "delete" }) {
  return matches(store, who, { ...at, rules: at.resource.access[at.verb] }) && mayRead(store, who, at);
}

/** A new row counts as its writer's own only when it names the writer as its owner. */
export function mayAdd(store: Store, who: Who, at: { resource: Resource; row: Row }): boolean {
  const { resource, row } = at;
  return resource.access.create.some((rule) => {
    if (rule.kind === "role") return who?.role === rule.role;
    if (resource.hasOwner && row.owner !== (who?.id ?? null)) return false;
    if (rule.kind === "owner") return who !== null;
    if (rule.kind === "sharedVia" || rule.kind === "column") return false;
    return matchesRule(store, who, { ...at, rule });
  });
}

/** Names of other accounts are for the team. */
export function maySeePerson(store: Store, who: Who, id: string): boolean {
  return who !== null && (who.id === id || store.data.staffRoles.includes(who.role));
}

type Ask = { resource: Resource; row: Row };

function matches(store: Store, who: Who, at: Ask & { rules: Rule[] }): boolean {
  return at.rules.some((rule) => matchesRule(store, who, { ...at, rule }));
}

function matchesRule(store: Store, who: Who, { row, rule }: Ask & { rule: Rule }): boolean {
  switch (rule.kind) {
    case "anyone":
      return true;
    case "signedIn":
      return who !== null;
    case "role":
      return who?.role === rule.role;
    case "owner":
      return who !== null && row.owner === who.id;
    case "column":
      return row.values[rule.column] === true;
    case "relatedOwner": {
      const target = row.values[rule.column];
      if (who === null || typeof target !== "string") return false;
      return rule.to === null ? target === who.id : tied(store, who, rule.to).has(target);
    }
    case "sharedVia":
      return who !== null && sharedIds(store, who, rule.via).has(row.id);
  }
}

/** Rows tied to somebody: their own, those about something of theirs, and those shared with them. */
function tied(store: Store, who: Person, key: string, trail: readonly string[] = []): Set<string> {
  const ids = new Set<string>();
  const resource = store.resource(key);
  if (!resource || trail.includes(key)) return ids;
  const rows = store.all(key);
  const next = [...trail, key];
  for (const row of rows) if (resource.hasOwner && row.owner === who.id) ids.add(row.id);
  for (const rule of resource.access.read) {
    if (rule.kind === "relatedOwner") {
      const parents = rule.to === null ? new Set([who.id]) : tied(store, who, rule.to, next);
      for (const row of rows) if (parents.has(String(row.values[rule.column]))) ids.add(row.id);
    }
    if (rule.kind === "sharedVia") for (const id of sharedIds(store, who, rule.via, next)) ids.add(id);
  }
  return ids;
}

function sharedIds(store: Store, who: Person, via: Via, trail: readonly string[] = []): Set<string> {
  const others = tied(store, who, via.resource, trail);
  if (via.kind === "child") {
    const rows = store.all(via.resource).filter((row) => others.has(row.id));
    return new Set(rows.map((row) => String(row.values[via.column])));
  }
  const pairs = store.pairs(via.many);
  return new Set(pairs.filter((pair) => others.has(pair[1 - via.side] ?? "")).map((pair) => pair[via.side]));
}
