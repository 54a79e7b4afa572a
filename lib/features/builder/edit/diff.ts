import type { Blueprint, Entity, Field, Relation } from "../blueprint/blueprint.schema";
import { VERBS } from "../blueprint/blueprint.schema";
import { BUILT_FEATURES, type BuiltFeature } from "../blueprint/features";
import { describeRules } from "../blueprint/rule-words";
import { STACK_NAMES } from "../blueprint/stacks";
import { featureWords, languageName } from "./describe-more";
import { changeFieldKey } from "./field-references";

export type PlanArea =
  | "app"
  | "list"
  | "field"
  | "choice"
  | "link"
  | "access"
  | "workflow"
  | "role"
  | "page"
  | "report";
export type PlanChange = { area: PlanArea; change: "added" | "removed" | "changed"; text: string };

/** What differs between two plans, in sentences. Told by id, so that a rename is a rename. Pure. */
export function diffBlueprints(before: Blueprint, after: Blueprint): PlanChange[] {
  const named: PlanChange[] =
    before.app.name === after.app.name
      ? []
      : [{ area: "app", change: "changed", text: `The app “${before.app.name}” is called “${after.app.name}”` }];
  const [was, now] = [inSharedKeys(before, after), inSharedKeys(after, before)];
  const lists = pair(was.entities, now.entities, ({ id }) => id);
  const told = inNewNames(before, after);
  return [
    ...named,
    ...appChanges(before, after),
    ...lists.removed.map((entity) => gone("list", `The list ${entity.label.many}`)),
    ...lists.added.map((entity) =>
      fresh("list", `The list ${entity.label.many}, with ${entity.fields.map(({ label }) => label).join(", ")}`),
    ),
    ...lists.kept.flatMap(([old, list]) => entityChanges(old, list, { before, after, told })),
    ...linkChanges(before, after),
    ...roleChanges(before, after),
    ...reportChanges(was, now),
  ];
}

/** `told`: the plan before, in the names of the one after, so that a rule whose role is renamed is no other rule. */
type Plans = { before: Blueprint; after: Blueprint; told: Blueprint };

function inNewNames(before: Blueprint, after: Blueprint): Blueprint {
  const roles = new Map(after.roles.map(({ id, key, label }) => [id ?? key, label]));
  const lists = new Map(after.entities.map(({ id, label }) => [id, label]));
  return {
    ...before,
    roles: before.roles.map((role) => ({ ...role, label: roles.get(role.id ?? role.key) ?? role.label })),
    entities: before.entities.map((entity) => ({ ...entity, label: lists.get(entity.id) ?? entity.label })),
  };
}

/**
 * Keys of fields change with their names; ids do not. Where a key means another field in the other plan, or none, whatever
 * names it (rules, steps, views, reports, also of other lists) names the id.
 */
function inSharedKeys(plan: Blueprint, other: Blueprint): Blueprint {
  return plan.entities.reduce((told, { id: entityId, fields }) => {
    const others = other.entities.find(({ id }) => id === entityId)?.fields ?? [];
    return fields
      .filter((field) => others.find(({ key }) => key === field.key)?.id !== field.id)
      .reduce((plans, { id, key }) => changeFieldKey(plans, entityId, { from: key, to: `#${id}` }), told);
  }, plan);
}

const fresh = (area: PlanArea, text: string): PlanChange => ({ area, change: "added", text });
const gone = (area: PlanArea, text: string): PlanChange => ({ area, change: "removed", text });
const other = (area: PlanArea, text: string): PlanChange => ({ area, change: "changed", text });
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function pair<T>(before: readonly T[], after: readonly T[], idOf: (item: T) => string) {
  const old = new Map(before.map((item) => [idOf(item), item]));
  const now = new Set(after.map(idOf));
  return {
    added: after.filter((item) => !old.has(idOf(item))),
    removed: before.filter((item) => !now.has(idOf(item))),
    kept: after.flatMap((item): [T, T][] => {
      const was = old.get(idOf(item));
      return was === undefined ? [] : [[was, item]];
    }),
  };
}

function appChanges(before: Blueprint, after: Blueprint): PlanChange[] {
  return [
    ...(before.app.visibility === after.app.visibility
      ? []
      : [other("app", `Who may come in: ${before.app.visibility} before, ${after.app.visibility} now`)]),
    ...(before.tenancy === after.tenancy
      ? []
      : [other("app", `Whose data it keeps: ${before.tenancy} before, ${after.tenancy} now`)]),
    ...(same(before.app.theme, after.app.theme) ? [] : [other("app", "Colours and type")]),
    ...(before.app.tagline === after.app.tagline
      ? []
      : [other("app", `The line below its name: “${after.app.tagline}”`)]),
    ...(before.locale === after.locale
      ? []
      : [other("app", `Its language: ${languageName(before.locale)} before, ${languageName(after.locale)} now`)]),
    ...(before.app.currency === after.app.currency
      ? []
      : [other("app", `Amounts: ${before.app.currency} before, ${after.app.currency} now`)]),
    ...(before.seed.count === after.seed.count
      ? []
      : [other("app", `Made-up rows a list: ${before.seed.count} before, ${after.seed.count} now`)]),
    ...(before.stack === after.stack
      ? []
      : [other("app", `Built as: ${STACK_NAMES[before.stack]} before, ${STACK_NAMES[after.stack]} now`)]),
    ...BUILT_FEATURES.flatMap((feature) =>
      partChange("app", capital(featureWords[feature]), on(before, feature), on(after, feature)),
    ),
    ...(sameOrder(before.entities, after.entities) ? [] : [other("page", "The order of the lists in the menu")]),
  ];
}

const on = (blueprint: Blueprint, feature: BuiltFeature) => blueprint.features.includes(feature) || undefined;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is in both stands in the same order. */
function sameOrder(before: readonly { id: string }[], after: readonly { id: string }[]): boolean {
  const common = (items: readonly { id: string }[], others: readonly { id: string }[]) =>
    items.map(({ id }) => id).filter((id) => others.some((item) => item.id === id));
  return same(common(before, after), common(after, before));
}

function ruleChanges(was: Entity, now: Entity): PlanChange[] {
  const many = now.label.many;
  return [
    ...(was.titleField === now.titleField ? [] : [other("list", `What rows of ${many} are called by`)]),
    ...(same(was.uniques, now.uniques) ? [] : [other("list", `What may come together only once in ${many}`)]),
    ...(same(was.ordered, now.ordered) ? [] : [other("list", `What comes before what in ${many}`)]),
    ...partChange("list", `The rule that ${many} do not overlap`, was.noOverlap, now.noOverlap),
    ...partChange("list", `The rule when ${many} may be added`, was.onlyWhen, now.onlyWhen),
    ...(same(was.savedViews, now.savedViews) ? [] : [other("page", `The saved views of ${many}`)]),
    ...(sameOrder(was.fields, now.fields) ? [] : [other("page", `The order of the fields of ${many}`)]),
  ];
}

function entityChanges(was: Entity, now: Entity, plans: Plans): PlanChange[] {
  const fields = pair(was.fields, now.fields, ({ id }) => id);
  const many = now.label.many;
  const choices = (blueprint: Blueprint, field: Field) =>
    blueprint.enums.find(({ key }) => key === field.enum)?.values.map(({ label }) => label) ?? [];
  return [
    ...(was.label.one === now.label.one && was.label.many === many
      ? []
      : [other("list", `${was.label.many} are called ${many}`)]),
    ...fields.removed.map((field) => gone("field", `“${field.label}” of ${many}`)),
    ...fields.added.map((field) => fresh("field", `“${field.label}” (${field.type}) of ${many}`)),
    ...fields.kept.flatMap(([old, field]) => {
      const words = fieldChanges(old, field);
      return words.length === 0 ? [] : [other("field", `“${old.label}” of ${many}: ${words.join(", ")}`)];
    }),
    ...fields.kept.flatMap(([old, field]) => {
      const [a, b] = [choices(plans.before, old), choices(plans.after, field)];
      return a.length === 0 || b.length === 0 || same(a, b)
        ? []
        : [other("choice", `“${field.label}” of ${many}: ${a.join(", ")} before, ${b.join(", ")} now`)];
    }),
    ...VERBS.flatMap((verb) => {
      const [a, b] = [describeRules(was.access[verb], plans.told), describeRules(now.access[verb], plans.after)];
      return a === b ? [] : [other("access", `${many}, ${verb}: ${words(plans, was.id, verb)}`)];
    }),
    ...partChange("workflow", `The steps of ${many}`, was.workflow, now.workflow),
    ...partChange("page", `The history of ${many}`, was.audit?.field, now.audit?.field),
    ...partChange(
      "page",
      `${many} in the menu`,
      inMenu(plans.before, was) || undefined,
      inMenu(plans.after, now) || undefined,
    ),
    ...ruleChanges(was, now),
  ];
}

/** A rule that asks for a field names it in these words, so the fields are called here what the plans call them. */
function words({ before, after, told }: Plans, entityId: string, verb: (typeof VERBS)[number]): string {
  const rules = (plan: Blueprint) => plan.entities.find(({ id }) => id === entityId)?.access[verb] ?? [];
  return `${describeRules(rules(before), told)} before, ${describeRules(rules(after), after)} now`;
}

const inMenu = (blueprint: Blueprint, entity: Entity): boolean =>
  blueprint.pages.some((page) => page.kind === "list" && page.entity === entity.id);

function partChange(area: PlanArea, text: string, was: unknown, now: unknown): PlanChange[] {
  if (same(was, now)) return [];
  if (was === undefined) return [fresh(area, text)];
  return now === undefined ? [gone(area, text)] : [other(area, text)];
}

function fieldChanges(was: Field, now: Field): string[] {
  const words = [
    was.label !== now.label && `called “${now.label}”`,
    was.type !== now.type && `${was.type} before, ${now.type} now`,
    was.required !== now.required && (now.required ? "required" : "optional"),
    was.unique !== now.unique && (now.unique ? "unique" : "may repeat"),
    was.searchable !== now.searchable && (now.searchable ? "searched" : "not searched"),
    was.sensitive !== now.sensitive && (now.sensitive ? "kept out of lists" : "may stand in lists"),
    was.indexed !== now.indexed && (now.indexed ? "indexed" : "not indexed"),
    was.default !== now.default && (now.default === undefined ? "no default" : `starts as “${now.default}”`),
    was.help !== now.help && "another explanation",
    !same(was.validation, now.validation) && "other limits",
    !same(was.computed, now.computed) && (now.computed ? "calculated" : "typed in"),
  ];
  return words.filter((word) => word !== false);
}

function linkChanges(before: Blueprint, after: Blueprint): PlanChange[] {
  const links = pair(before.relations, after.relations, ({ id }) => id);
  const name = (relation: Relation, blueprint: Blueprint) =>
    `The link “${relation.fromLabel}” of ${blueprint.entities.find(({ id }) => id === relation.from)?.label.many ?? "a list"}`;
  return [
    ...links.removed.map((relation) => gone("link", name(relation, before))),
    ...links.added.map((relation) => fresh("link", name(relation, after))),
    ...links.kept.flatMap(([was, now]) => {
      // The column's name follows the list it is named after.
      const { key: _old, ...a } = was;
      const { key: _new, ...b } = now;
      return same(a, b) ? [] : [other("link", name(now, after))];
    }),
  ];
}

function roleChanges(before: Blueprint, after: Blueprint): PlanChange[] {
  const roles = pair(before.roles, after.roles, ({ id, key }) => id ?? key);
  return [
    ...roles.removed.map(({ label }) => gone("role", `The role “${label}”`)),
    ...roles.added.map(({ label }) => fresh("role", `The role “${label}”`)),
    ...roles.kept.flatMap(([was, now]) => {
      const words = [
        was.label !== now.label && `called “${now.label}”`,
        was.isDefault !== now.isDefault && (now.isDefault ? "given at sign-up" : "not given at sign-up"),
        was.isAdmin !== now.isAdmin && (now.isAdmin ? "manages everything" : "manages not everything"),
        was.selfSelect !== now.selfSelect && (now.selfSelect ? "chosen at sign-up" : "not chosen at sign-up"),
        was.isGuest !== now.isGuest && (now.isGuest ? "a guest" : "no guest"),
      ].filter(Boolean);
      return words.length === 0 ? [] : [other("role", `The role “${was.label}”: ${words.join(", ")}`)];
    }),
  ];
}

function reportChanges(before: Blueprint, after: Blueprint): PlanChange[] {
  const reports = pair(before.reports, after.reports, ({ key }) => key);
  return [
    ...reports.removed.map(({ label }) => gone("report", `The report “${label}”`)),
    ...reports.added.map(({ label }) => fresh("report", `The report “${label}”`)),
    ...reports.kept.flatMap(([was, now]) => (same(was, now) ? [] : [other("report", `The report “${now.label}”`)])),
  ];
}
