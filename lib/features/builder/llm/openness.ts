import type { Blueprint, Entity, Rule, Verb } from "../blueprint/blueprint.schema";
import { singularize, toWords } from "../blueprint/names";

/** How far a rule reaches: people the app knows by name (0), everybody who signs up (1), everybody (2). */
type Reach = number;

/** Roles that people get by signing up, or pick themselves: a right of theirs is a right of everybody who signs up. */
export function openRoles(blueprint: Pick<Blueprint, "roles" | "tenancy">): ReadonlySet<string> {
  const isOrg = blueprint.tenancy === "organization";
  const open = blueprint.roles.filter((role) =>
    isOrg ? role.isDefault && role.isGuest : role.isDefault || role.selfSelect,
  );
  return new Set(open.map((role) => role.key));
}

export function reachOf(rule: Rule, entity: Entity, verb: Verb, blueprint: Blueprint): Reach {
  switch (rule.kind) {
    case "anyone":
    case "column":
      return 2;
    case "signedIn":
      return 1;
    case "role":
      // Adding rows of one's own is what `owner` allows everybody.
      return openRoles(blueprint).has(rule.role) && !(verb === "create" && isSelfOwned(entity)) ? 1 : 0;
    case "sharedVia":
      return isSelfGranted(rule.relation, entity, blueprint) ? 1 : 0;
    default:
      return 0;
  }
}

export const isSelfOwned = (entity: Entity): boolean => entity.owner === "user" && entity.ownerMode === "creator";

/** Somebody who may add the row that shares this one can point it at any row, and so open every row to themselves. */
function isSelfGranted(relationId: string, entity: Entity, blueprint: Blueprint): boolean {
  const relation = blueprint.relations.find((item) => item.id === relationId);
  const otherId = relation?.from === entity.id ? relation.to : relation?.from;
  const other = blueprint.entities.find((item) => item.id === otherId);
  if (!other || !isSelfOwned(other)) return false;
  const open = openRoles(blueprint);
  return other.access.create.some((rule) =>
    rule.kind === "role" ? open.has(rule.role) : ["owner", "signedIn", "anyone"].includes(rule.kind),
  );
}

const nameOf = (entity: Entity): string => toWords(entity.label.one).map(singularize).join(" ");

/** The list of the same name in another plan. */
export const twinOf = (entity: Entity, plan: Blueprint): Entity | undefined =>
  plan.entities.find((item) => item.key === entity.key || nameOf(item) === nameOf(entity));

/** A role that the offline engine knows by that name and keeps away from the list of that name. */
export function exceedsTwin(
  rule: Rule,
  at: { entity: Entity; verb: Verb; plan: Blueprint; offline: Blueprint },
): boolean {
  const { entity, verb, plan, offline } = at;
  if (rule.kind !== "role") return false;
  const role = plan.roles.find((item) => item.key === rule.role);
  const label = role?.label.toLowerCase();
  const known = offline.roles.find((item) => item.key === rule.role || item.label.toLowerCase() === label);
  const twin = twinOf(entity, offline);
  if (!known || known.isAdmin || !twin || (verb === "create" && isSelfOwned(entity))) return false;
  return !twin.access[verb].some(
    (item) =>
      item.kind === "orgMember" ||
      (item.kind === "role" && item.role === known.key) ||
      reachOf(item, twin, verb, offline) > 0,
  );
}

/** The furthest that the offline engine, reading the same idea, lets a list of that name be reached. */
export function defaultReach(entity: Entity, verb: Verb, offline: Blueprint): Reach {
  const twin = twinOf(entity, offline);
  if (!twin) return 0;
  return Math.max(0, ...twin.access[verb].map((rule) => reachOf(rule, twin, verb, offline)));
}

const deeds = { read: "see", create: "add", update: "change", delete: "delete" } as const;

/** What giving a rule that is held back would mean, for the person who decides. */
export function heldSentence(rule: Rule, verb: Verb, entity: Entity, plan: Blueprint): string {
  const what = `${deeds[verb]} ${entity.label.many}`;
  switch (rule.kind) {
    case "anyone":
      return `Anyone, without an account, could ${what}.`;
    case "column":
      return `Anyone, without an account, could ${what} that are marked public.`;
    case "role":
      return `Everybody with the role “${plan.roles.find((role) => role.key === rule.role)?.label ?? rule.role}” could ${what}.`;
    case "sharedVia":
      return `Everybody who signs up could ${what} by adding a row that points to them.`;
    default:
      return `Everybody who signs up could ${what}.`;
  }
}
