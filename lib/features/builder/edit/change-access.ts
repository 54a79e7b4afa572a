import { type Blueprint, type Entity, type Held, LIMITS, type Rule, type Verb } from "../blueprint/blueprint.schema";
import { heldSentence, isSelfOwned, reachOf } from "../llm/openness";
import { sameRule } from "./accept-held";
import { EditError, type OperationOf } from "./operations";
import { choicesOf, entityOf, fieldOf, withEntity } from "./parts";

const heldMax = 400;

/** True when a rule lets in more than the people the app knows by name, so that somebody has to say yes to it. */
export function isLoose(rule: Rule, entity: Entity, verb: Verb, blueprint: Blueprint): boolean {
  // Adding rows of one's own is what `owner` allows everybody.
  if (verb === "create" && rule.kind === "signedIn" && isSelfOwned(entity)) return false;
  return reachOf(rule, entity, verb, blueprint) > 0;
}

/** The rules of one deed. Loose ones that are not given yet are held back until `allowAccess`. @throws EditError */
export function setAccess(blueprint: Blueprint, { entity: id, verb, rules }: OperationOf<"setAccess">): Blueprint {
  const entity = entityOf(blueprint, id);
  const asked = rules.filter((rule, index) => rules.findIndex((other) => sameRule(rule, other)) === index);
  const isGiven = (rule: Rule) => entity.access[verb].some((other) => sameRule(rule, other));
  const given = asked.filter((rule) => isGiven(rule) || !isLoose(rule, entity, verb, blueprint));
  const { held = [], ...rest } = blueprint;
  const others = held.filter((item) => !(item.kind === "access" && item.entity === id && item.verb === verb));
  const wanted = asked
    .filter((rule) => !given.includes(rule))
    .map(
      (rule): Held => ({
        kind: "access",
        entity: id,
        verb,
        rule,
        message: heldSentence(rule, verb, entity, blueprint),
      }),
    );
  const next = [...others, ...wanted];
  if (next.length > heldMax) throw new EditError("not_possible", "Decide about the rights that wait for you first.");
  const opened = { ...entity.access, [verb]: given };
  return {
    ...withEntity(rest, id, (list) => ({ ...list, access: opened })),
    ...(next.length > 0 ? { held: next } : {}),
  };
}

/** Which steps the state may take, and who may take them. @throws EditError */
export function setWorkflow(blueprint: Blueprint, operation: OperationOf<"setWorkflow">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  const known = new Set(choicesOf(blueprint, field).values.map(({ key }) => key));
  const seen = new Set<string>();
  for (const step of operation.transitions) {
    if (!known.has(step.from) || !known.has(step.to))
      throw new EditError("not_found", `A step names a choice that “${field.label}” does not have.`);
    if (step.from === step.to) throw new EditError("not_possible", "A step leads from one choice to another.");
    if (seen.has(`${step.from}>${step.to}`)) throw new EditError("not_possible", "A step is in the list twice.");
    seen.add(`${step.from}>${step.to}`);
  }
  const workflow = { field: field.key, transitions: operation.transitions };
  return withEntity(blueprint, entity.id, (list) => ({ ...list, workflow }));
}

/** Every state may follow every other one then. @throws EditError */
export function removeWorkflow(blueprint: Blueprint, operation: OperationOf<"removeWorkflow">): Blueprint {
  const { id } = entityOf(blueprint, operation.entity);
  return withEntity(blueprint, id, ({ workflow: _workflow, ...rest }) => rest);
}

/** A history that nobody can change, of one field of choices. Admins read it. @throws EditError */
export function setHistory(blueprint: Blueprint, operation: OperationOf<"setHistory">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  if (operation.field === null) return withEntity(blueprint, entity.id, ({ audit: _audit, ...rest }) => rest);
  const field = fieldOf(entity, operation.field);
  if (field.type !== "enum")
    throw new EditError("not_possible", `“${field.label}” is no list of choices, so it has no history.`);
  const admins = blueprint.roles.filter(({ isAdmin }) => isAdmin).slice(0, LIMITS.roles);
  const readers = admins.map(({ key }): Rule => ({ kind: "role", role: key }));
  return withEntity(blueprint, entity.id, (list) => ({ ...list, audit: { field: field.key, readers } }));
}
