import type { Blueprint, Entity, Relation } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { EditError, type OperationOf } from "./operations";
import { choicesOf, entityOf, fieldOf, keysOf, relationOf, withEntity } from "./parts";

const RULES_MAX = 10;
const VIEWS_MAX = 8;
/** Types that can be multiplied, and what comes out is one of them. */
export const NUMBER_TYPES: ReadonlySet<string> = new Set(["int", "decimal", "money", "percent", "duration", "rating"]);

/** Keys of fields and ids of links, as the plan names what must be unique together. @throws EditError */
function partsOf(blueprint: Blueprint, entity: Entity, ids: readonly string[]): string[] {
  const parts = ids.map((id) => {
    const isLink = blueprint.relations.some((relation) => relation.id === id);
    return isLink ? linkOf(blueprint, entity, id).id : fieldOf(entity, id).key;
  });
  if (new Set(parts).size < parts.length) throw new EditError("not_possible", "Choose different fields.");
  return parts;
}

function linkOf(blueprint: Blueprint, entity: Entity, id: string): Relation {
  const relation = relationOf(blueprint, id);
  if (relation.from !== entity.id || relation.kind === "many-many")
    throw new EditError("not_possible", `“${relation.fromLabel}” does not lead from ${entity.label.many} to one row.`);
  return relation;
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((part) => others.includes(part));

/** @throws EditError */
export function addUnique(blueprint: Blueprint, operation: OperationOf<"addUnique">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const parts = partsOf(blueprint, entity, operation.parts);
  if (entity.uniques.some((set) => isSame(set, parts)))
    throw new EditError("not_possible", "These are unique together already.");
  if (entity.uniques.length >= RULES_MAX)
    throw new EditError("not_possible", `A list has up to ${RULES_MAX} such rules.`);
  return withEntity(blueprint, entity.id, (list) => ({ ...list, uniques: [...list.uniques, parts] }));
}

/** @throws EditError */
export function removeUnique(blueprint: Blueprint, operation: OperationOf<"removeUnique">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const parts = partsOf(blueprint, entity, operation.parts);
  const uniques = entity.uniques.filter((set) => !isSame(set, parts));
  if (uniques.length === entity.uniques.length)
    throw new EditError("not_found", "This rule is not in the plan any more.");
  return withEntity(blueprint, entity.id, (list) => ({ ...list, uniques }));
}

/** @throws EditError */
export function addOrder(blueprint: Blueprint, operation: OperationOf<"addOrder">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const pair = { a: fieldOf(entity, operation.a).key, b: fieldOf(entity, operation.b).key };
  if (pair.a === pair.b) throw new EditError("not_possible", "Choose different fields.");
  if (entity.ordered.some(({ a, b }) => (a === pair.a && b === pair.b) || (a === pair.b && b === pair.a)))
    throw new EditError("not_possible", "There is a rule for these two already.");
  if (entity.ordered.length >= RULES_MAX)
    throw new EditError("not_possible", `A list has up to ${RULES_MAX} such rules.`);
  return withEntity(blueprint, entity.id, (list) => ({ ...list, ordered: [...list.ordered, pair] }));
}

/** @throws EditError */
export function removeOrder(blueprint: Blueprint, operation: OperationOf<"removeOrder">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const pair = { a: fieldOf(entity, operation.a).key, b: fieldOf(entity, operation.b).key };
  const ordered = entity.ordered.filter(({ a, b }) => !(a === pair.a && b === pair.b));
  if (ordered.length === entity.ordered.length)
    throw new EditError("not_found", "This rule is not in the plan any more.");
  return withEntity(blueprint, entity.id, (list) => ({ ...list, ordered }));
}

/** @throws EditError */
export function setNoOverlap(blueprint: Blueprint, operation: OperationOf<"setNoOverlap">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const { rule } = operation;
  if (rule === null) return withEntity(blueprint, entity.id, ({ noOverlap: _gone, ...rest }) => rest);
  const noOverlap = {
    relation: linkOf(blueprint, entity, rule.relation).id,
    start: fieldOf(entity, rule.start).key,
    end: fieldOf(entity, rule.end).key,
  };
  if (noOverlap.start === noOverlap.end) throw new EditError("not_possible", "Choose different fields.");
  return withEntity(blueprint, entity.id, (list) => ({ ...list, noOverlap }));
}

/** @throws EditError */
export function setOnlyWhen(blueprint: Blueprint, operation: OperationOf<"setOnlyWhen">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const { rule } = operation;
  if (rule === null) return withEntity(blueprint, entity.id, ({ onlyWhen: _gone, ...rest }) => rest);
  const relation = linkOf(blueprint, entity, rule.relation);
  const field = fieldOf(entityOf(blueprint, relation.to), rule.field);
  if (field.type !== "enum" || !choicesOf(blueprint, field).values.some(({ key }) => key === rule.value))
    throw new EditError("not_possible", `“${field.label}” has no such choice.`);
  const onlyWhen = { relation: relation.id, field: field.key, value: rule.value };
  return withEntity(blueprint, entity.id, (list) => ({ ...list, onlyWhen }));
}

/** Conditions that need a value to compare with. */
export const asksForValue = (op: string): boolean => op === "eq" || op === "neq";

/** @throws EditError */
export function addView(blueprint: Blueprint, operation: OperationOf<"addView">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  if (entity.savedViews.length >= VIEWS_MAX)
    throw new EditError("not_possible", `A list has up to ${VIEWS_MAX} saved views.`);
  const conditions = operation.conditions.map(({ field: id, op, value }) => {
    const field = fieldOf(entity, id);
    const isDay = field.type === "date" || field.type === "datetime";
    if ((op === "beforeToday" || op === "afterToday") && !isDay)
      throw new EditError("not_possible", `“${field.label}” is no date, so it is neither before nor after today.`);
    if (!asksForValue(op)) return { field: field.key, op };
    if (value === undefined || value === "")
      throw new EditError("not_possible", `Say what “${field.label}” is compared with.`);
    checkValue(blueprint, field, value);
    return { field: field.key, op, value };
  });
  const key = uniqueName(toIdentifier(operation.label, "view"), keysOf(entity.savedViews));
  const view = { key, label: toLabel(operation.label), conditions };
  return withEntity(blueprint, entity.id, (list) => ({ ...list, savedViews: [...list.savedViews, view] }));
}

/** A condition that no row could meet, or that the database could not compare. */
function checkValue(blueprint: Blueprint, field: Entity["fields"][number], value: string | number | boolean): void {
  const wrong = (words: string) => new EditError("not_possible", `“${field.label}” is compared with ${words}.`);
  if (field.type === "bool" && typeof value !== "boolean") throw wrong("yes or no");
  if (NUMBER_TYPES.has(field.type) && typeof value !== "number") throw wrong("a number");
  if (field.type === "enum" && !choicesOf(blueprint, field).values.some(({ key }) => key === value))
    throw wrong("one of its choices");
  if (!COMPARED.has(field.type) && !NUMBER_TYPES.has(field.type))
    throw new EditError("not_possible", `A view cannot ask what “${field.label}” is, only whether it is filled in.`);
  if (!NUMBER_TYPES.has(field.type) && field.type !== "bool" && typeof value !== "string") throw wrong("a text");
}

/** Types beside numbers whose values a view may ask for. */
export const COMPARED: ReadonlySet<string> = new Set(["bool", "enum", "text", "email", "phone", "url", "address"]);

/** @throws EditError */
export function removeView(blueprint: Blueprint, operation: OperationOf<"removeView">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const savedViews = entity.savedViews.filter(({ key }) => key !== operation.view);
  if (savedViews.length === entity.savedViews.length)
    throw new EditError("not_found", "This view is not in the plan any more.");
  return withEntity(blueprint, entity.id, (list) => ({ ...list, savedViews }));
}

/** A field that the database works out has no default and nobody fills it in. @throws EditError */
export function setProduct(blueprint: Blueprint, operation: OperationOf<"setProduct">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  const factors = operation.of?.map((id) => fieldOf(entity, id));
  if (factors?.some((factor) => factor.id === field.id || factor.computed))
    throw new EditError("not_possible", "A product is made of two other fields that somebody fills in.");
  const [a, b] = factors ?? [];
  return withEntity(blueprint, entity.id, (list) => ({
    ...list,
    fields: list.fields.map((item) => {
      if (item.id !== field.id) return item;
      const { computed: _before, ...plain } = item;
      if (!a || !b) return plain;
      const { default: _default, ...rest } = plain;
      return { ...rest, required: false, unique: false, computed: { op: "multiply", fields: [a.key, b.key] } };
    }),
  }));
}
