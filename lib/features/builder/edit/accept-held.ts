import type { Blueprint, Held, Power, Rule } from "../blueprint/blueprint.schema";
import { hasPower, withPower } from "./change-roles";
import { EditError, type Operation, type OperationOf } from "./operations";

type Accepting = OperationOf<"allowAccess"> | OperationOf<"allowRole">;

export const sameRule = (a: Rule, b: Rule): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** True when the operation is a person's yes to what is held back. */
export function accepts(operation: Operation, held: Held): boolean {
  if (operation.kind === "allowAccess" && held.kind === "access")
    return operation.entity === held.entity && operation.verb === held.verb && sameRule(operation.rule, held.rule);
  if (operation.kind === "allowRole" && held.kind === "role")
    return operation.role === held.role && operation.power === held.power;
  return false;
}

/** Gives a right that was held back. @throws EditError when the plan holds no such right back */
export function acceptHeld(blueprint: Blueprint, operation: Accepting): Blueprint {
  const item = blueprint.held?.find((held) => accepts(operation, held));
  if (!item) throw new EditError("not_found", "The plan does not hold this back any more.");
  const rest = withHeld(
    blueprint,
    (blueprint.held ?? []).filter((held) => held !== item),
  );
  if (item.kind === "role") {
    const role = rest.roles.find(({ key }) => key === item.role);
    const has = (power: Power) => power === item.power || (role !== undefined && hasPower(role, power));
    if (has("isAdmin") && (has("isDefault") || has("selfSelect")))
      throw new EditError("not_possible", "A role that manages everything is not given by signing up.");
    return {
      ...rest,
      roles: rest.roles.map((role) => {
        if (role.key === item.role) return withPower(role, item.power, true);
        // One role is what new people get.
        return item.power === "isDefault" ? { ...role, isDefault: false } : role;
      }),
    };
  }
  const isForEverybody = item.rule.kind === "anyone" || item.rule.kind === "column";
  return {
    ...rest,
    app: isForEverybody && rest.app.visibility === "login" ? { ...rest.app, visibility: "public" } : rest.app,
    entities: rest.entities.map((entity) =>
      entity.id === item.entity
        ? { ...entity, access: { ...entity.access, [item.verb]: [...entity.access[item.verb], item.rule] } }
        : entity,
    ),
  };
}

/** Without what can no longer be accepted because its list, link or role is gone. */
export function withoutStaleHeld(blueprint: Blueprint): Blueprint {
  if (blueprint.held === undefined) return blueprint;
  const entities = new Set(blueprint.entities.map(({ id }) => id));
  const relations = new Set(blueprint.relations.map(({ id }) => id));
  const roles = new Set(blueprint.roles.map(({ key }) => key));
  return withHeld(
    blueprint,
    blueprint.held.filter(
      (item) =>
        (item.kind === "role" && roles.has(item.role)) ||
        (item.kind === "access" &&
          entities.has(item.entity) &&
          !("relation" in item.rule && !relations.has(item.rule.relation)) &&
          !(item.rule.kind === "role" && !roles.has(item.rule.role))),
    ),
  );
}

function withHeld(blueprint: Blueprint, held: Held[]): Blueprint {
  const { held: _before, ...rest } = blueprint;
  return held.length > 0 ? { ...rest, held } : rest;
}
