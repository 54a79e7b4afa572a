import { type Blueprint, type Held, LIMITS, type Power, type Role, type Rule } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { EditError, type OperationOf } from "./operations";
import { changeRules, keysOf, roleOf } from "./parts";

/** @throws EditError */
export function addRole(blueprint: Blueprint, operation: OperationOf<"addRole">): Blueprint {
  if (blueprint.roles.length === 0)
    throw new EditError("not_possible", "This app has no sign-in, so nobody could have a role.");
  if (blueprint.roles.length >= LIMITS.roles)
    throw new EditError("not_possible", `An app has up to ${LIMITS.roles} roles.`);
  const role: Role = {
    key: uniqueName(toIdentifier(operation.label, "role"), keysOf(blueprint.roles)),
    label: toLabel(operation.label),
    isDefault: false,
    isAdmin: false,
    selfSelect: false,
    isGuest: operation.isGuest,
  };
  return { ...blueprint, roles: [...blueprint.roles, role] };
}

/** @throws EditError */
export function renameRole(blueprint: Blueprint, operation: OperationOf<"renameRole">): Blueprint {
  const { key: from } = roleOf(blueprint, operation.role);
  const others = blueprint.roles.filter(({ key }) => key !== from);
  const to = uniqueName(toIdentifier(operation.label, "role"), keysOf(others));
  const label = toLabel(operation.label);
  const renamed = {
    ...blueprint,
    roles: blueprint.roles.map((role) =>
      role.key === from ? { ...role, ...(from === to ? {} : { id: role.id ?? from }), key: to, label } : role,
    ),
  };
  return from === to ? renamed : changeRoleKey(renamed, { from, to });
}

/** @throws EditError */
export function removeRole(blueprint: Blueprint, operation: OperationOf<"removeRole">): Blueprint {
  const gone = roleOf(blueprint, operation.role);
  if (gone.isDefault)
    throw new EditError("not_possible", `“${gone.label}” is what people get at sign-up. Choose another role for that.`);
  if (gone.isAdmin && blueprint.roles.filter(({ isAdmin }) => isAdmin).length === 1)
    throw new EditError("not_possible", `“${gone.label}” is the only role that manages everything.`);
  const roles = blueprint.roles.filter(({ key }) => key !== gone.key);
  return changeRoleKey({ ...blueprint, roles }, { from: gone.key, to: null });
}

/** Whether a role has a power now. What a guest lacks is the team. */
export const hasPower = (role: Role, power: Power): boolean => (power === "team" ? !role.isGuest : role[power]);

/** The role with a power, or without it. */
export const withPower = (role: Role, power: Power, on: boolean): Role =>
  power === "team" ? { ...role, isGuest: !on } : { ...role, [power]: on };

const powerWords: Record<Power, (label: string) => string> = {
  team: (label: string) => `“${label}” would see who else has an account.`,
  isAdmin: (label: string) => `“${label}” would have full rights.`,
  selfSelect: (label: string) => `People could choose “${label}” themselves at sign-up and get whatever it may do.`,
  isDefault: (label: string) => `Everybody who signs up would be “${label}” and get whatever it may do.`,
};

/** Takes a power of a role away, or holds it back until somebody allows it. @throws EditError */
export function setRolePower(blueprint: Blueprint, { role: key, power, on }: OperationOf<"setRolePower">): Blueprint {
  const role = roleOf(blueprint, key);
  const { held = [], ...rest } = blueprint;
  const others = held.filter((item) => !(item.kind === "role" && item.role === key && item.power === power));
  if (on && hasPower(role, power)) return blueprint;
  if (on && power !== "isAdmin" && power !== "team" && role.isAdmin)
    throw new EditError("not_possible", `“${role.label}” manages everything; nobody gets that by signing up.`);
  if (on && power === "isAdmin" && (role.isDefault || role.selfSelect))
    throw new EditError("not_possible", `People get “${role.label}” by signing up, so it cannot manage everything.`);
  if (!on && power === "isDefault" && role.isDefault)
    throw new EditError("not_possible", "One role must be what new people get. Choose another one for that.");
  if (!on && power === "isAdmin" && blueprint.roles.filter(({ isAdmin }) => isAdmin).length === 1 && role.isAdmin)
    throw new EditError("not_possible", `“${role.label}” is the only role that manages everything.`);
  if (!on && power === "team" && role.isAdmin)
    throw new EditError("not_possible", `“${role.label}” manages everything, so it sees everybody.`);
  const item: Held = { kind: "role", role: key, power, message: powerWords[power](role.label) };
  const next = on ? [...others, item] : others;
  return {
    ...rest,
    roles: on ? rest.roles : rest.roles.map((one) => (one.key === key ? withPower(one, power, false) : one)),
    ...(next.length > 0 ? { held: next } : {}),
  };
}

type Change = { from: string; to: string | null };

/** Every place that names a role. Where a role was the only one let in, nobody is let in after it, not everybody. */
function changeRoleKey(blueprint: Blueprint, change: Change): Blueprint {
  const swap = (key: string): string | null => (key === change.from ? change.to : key);
  const swapAll = (keys: readonly string[]): string[] => keys.flatMap((key) => swap(key) ?? []);
  const narrowed = (before: readonly string[]): string[] | null => {
    const after = swapAll(before);
    return after.length === 0 && before.length > 0 ? null : after;
  };
  const rules = (list: readonly Rule[]): Rule[] =>
    list.flatMap((rule): Rule[] => {
      if (rule.kind !== "role") return [rule];
      const role = swap(rule.role);
      return role === null ? [] : [{ ...rule, role }];
    });
  const { held, ...rest } = blueprint;
  const stillHeld = (held ?? []).flatMap((item): Held[] => {
    if (item.kind === "role") {
      const role = swap(item.role);
      return role === null ? [] : [{ ...item, role }];
    }
    const [rule] = rules([item.rule]);
    return rule ? [{ ...item, rule }] : [];
  });
  return {
    ...rest,
    ...(stillHeld.length > 0 ? { held: stillHeld } : {}),
    entities: rest.entities.map((entity) => ({
      ...entity,
      ...changeRules(entity, rules),
      ...(entity.workflow
        ? {
            workflow: {
              ...entity.workflow,
              transitions: entity.workflow.transitions.flatMap((step) => {
                const roles = narrowed(step.roles);
                return roles === null ? [] : [{ ...step, roles }];
              }),
            },
          }
        : {}),
    })),
    pages: rest.pages.flatMap((page) => {
      const roles = narrowed(page.roles);
      return roles === null ? [] : [{ ...page, roles }];
    }),
    reports: rest.reports.flatMap((report) => {
      const roles = narrowed(report.roles);
      return roles === null ? [] : [{ ...report, roles }];
    }),
  };
}
