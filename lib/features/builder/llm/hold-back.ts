import {
  type Access,
  type Blueprint,
  type Entity,
  type Held,
  type Role,
  type Rule,
  VERBS,
  type Verb,
} from "../blueprint/blueprint.schema";
import { toIdentifier, uniqueName } from "../blueprint/names";
import { wordFor } from "../parser/understand/glossary";
import { defaultReach, exceedsTwin, heldSentence, isSelfOwned, openRoles, reachOf, twinOf } from "./openness";

/**
 * The plan with no right beyond what the offline engine would give for the same idea. What was asked beyond that stands in
 * `held`, one entry a right, until a person accepts it.
 */
export function holdBack(plan: Blueprint, offline: Blueprint): Blueprint {
  const { roles, held: powers } = safeRoles(plan, offline);
  const withRoles = { ...plan, roles };
  const admin = { kind: "role" as const, role: roles.find((role) => role.isAdmin)?.key ?? "admin" };
  const held: Held[] = [...powers];
  const entities = plan.entities.map((entity) => {
    const access = safeAccess({ entity, plan: withRoles, offline, admin }, held);
    const { audit } = entity;
    const isNarrow = (rule: Rule) => reachOf(rule, entity, "read", withRoles) <= defaultReach(entity, "read", offline);
    const readers = audit?.readers.filter(isNarrow) ?? [];
    return {
      ...entity,
      access,
      ...(audit ? { audit: { ...audit, readers: readers.length > 0 ? readers : [admin] } } : {}),
    };
  });
  const open = openRoles(withRoles);
  const isPublic = entities.some((entity) => VERBS.some((verb) => entity.access[verb].some(isForEverybody)));
  return {
    ...withRoles,
    app: { ...plan.app, visibility: plan.app.visibility === "public" && !isPublic ? "login" : plan.app.visibility },
    entities,
    reports: plan.reports.map((report) => {
      const narrow = report.roles.filter((key) => !open.has(key));
      return { ...report, roles: narrow.length > 0 ? narrow : [admin.role] };
    }),
    ...(held.length > 0 ? { held: held.slice(0, 400) } : {}),
  };
}

const isForEverybody = (rule: Rule): boolean => rule.kind === "anyone" || rule.kind === "column";

type Holding = { entity: Entity; plan: Blueprint; offline: Blueprint; admin: { kind: "role"; role: string } };

function safeAccess({ entity, plan, offline, admin }: Holding, held: Held[]): Access {
  const access: Access = { ...entity.access };
  for (const verb of VERBS) {
    const asked = unique(
      access[verb].map((rule) => (verb === "create" && rule.kind === "signedIn" && isSelfOwned(entity) ? own : rule)),
    );
    const most = defaultReach(entity, verb, offline);
    const given = asked.filter(
      (rule) =>
        isAdminRule(rule, admin) ||
        (reachOf(rule, entity, verb, plan) <= most && !exceedsTwin(rule, { entity, verb, plan, offline })),
    );
    for (const rule of asked.filter((item) => !given.includes(item)))
      held.push({ kind: "access", entity: entity.id, verb, rule, message: heldSentence(rule, verb, entity, plan) });
    const isLeftEmpty = given.length === 0 && asked.length > 0;
    access[verb] = isLeftEmpty ? defaultRules({ entity, plan, offline, admin }, verb) : given;
  }
  return access;
}

const own: Rule = { kind: "owner" };
const unique = (rules: readonly Rule[]): Rule[] => [
  ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
];

/** The offline engine's rules for the list of that name, as far as this plan can express them; the admin's alone otherwise. */
function defaultRules({ entity, plan, offline, admin }: Holding, verb: Verb): Rule[] {
  const twin = twinOf(entity, offline);
  const most = defaultReach(entity, verb, offline);
  const rules = (twin?.access[verb] ?? []).filter(
    (rule) => isExpressible(rule, entity, plan) && reachOf(rule, entity, verb, plan) <= most,
  );
  return rules.length > 0 ? rules : [admin];
}

function isExpressible(rule: Rule, entity: Entity, plan: Blueprint): boolean {
  switch (rule.kind) {
    case "owner":
      return entity.owner === "user";
    case "orgMember":
      return plan.tenancy === "organization";
    case "role":
      return plan.roles.some(({ key }) => key === rule.role);
    case "column":
      return entity.fields.some(({ key, type }) => key === rule.field && type === "bool");
    case "relatedOwner":
    case "sharedVia": {
      const link = plan.relations.find(({ id }) => id === rule.relation);
      const isMany = link?.kind === "many-many";
      return rule.kind === "relatedOwner"
        ? link?.from === entity.id && !isMany
        : link?.to === entity.id || (isMany && link?.from === entity.id);
    }
    default:
      return true;
  }
}

const isAdminRule = (rule: Rule, admin: { role: string }): boolean => rule.kind === "role" && rule.role === admin.role;

/** One admin role that nobody gets by signing up, and one role that signing up gives. */
function safeRoles(plan: Blueprint, offline: Blueprint): { roles: Role[]; held: Held[] } {
  const held: Held[] = [];
  const asked =
    plan.roles.length > 0 ? plan.roles : [builtIn("admin", { isAdmin: true }), builtIn("member", { isDefault: true })];
  const admins = asked.filter((role) => role.isAdmin);
  const admin = admins.find((role) => !role.isDefault && !role.selfSelect) ?? admins[0];
  const wasGuest = offline.roles.some((role) => role.isDefault && role.isGuest);
  const roles = asked.map((role): Role => {
    if (role.key === admin?.key) return { ...role, isDefault: false, selfSelect: false, isGuest: false };
    if (role.isAdmin)
      held.push({ kind: "role", role: role.key, power: "isAdmin", message: `“${role.label}” would have full rights.` });
    const isKnown = offline.roles.some((item) => item.key === role.key && item.selfSelect);
    if (role.selfSelect && !isKnown)
      held.push({
        kind: "role",
        role: role.key,
        power: "selfSelect",
        message: `People could choose “${role.label}” themselves at sign-up and get whatever it may do.`,
      });
    const selfSelect = role.selfSelect && isKnown;
    return {
      ...role,
      isAdmin: false,
      selfSelect,
      isGuest: role.isGuest || (wasGuest && (role.isDefault || selfSelect)),
    };
  });
  const first = roles.find((role) => role.isDefault);
  const single = roles.map((role) => ({ ...role, isDefault: role.key === first?.key }));
  if (first) return { roles: single, held };
  const label = wordFor("newcomer", plan.locale) ?? "Newcomer";
  const key = uniqueName(toIdentifier("newcomer"), new Set(roles.map((role) => role.key)));
  return { roles: [...single, { ...builtIn(key, { isDefault: true }), label, isGuest: true }], held };
}

function builtIn(key: string, powers: { isAdmin?: true; isDefault?: true }): Role {
  const label = `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
  return { key, label, isAdmin: false, isDefault: false, selfSelect: false, isGuest: false, ...powers };
}
