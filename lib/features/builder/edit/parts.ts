import type { Blueprint, Entity, EnumDef, Field, Relation, Role, Rule } from "../blueprint/blueprint.schema";
import { LIMITS } from "../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { EditError } from "./operations";

export const keysOf = (items: readonly { key: string }[]): Set<string> => new Set(items.map(({ key }) => key));
export const idsOf = (items: readonly { id: string }[]): Set<string> => new Set(items.map(({ id }) => id));

/** @throws EditError not_found */
export function entityOf(blueprint: Blueprint, id: string): Entity {
  const entity = blueprint.entities.find((candidate) => candidate.id === id);
  if (!entity) throw new EditError("not_found", "This list is not in the plan any more.");
  return entity;
}

/** @throws EditError not_found */
export function fieldOf(entity: Entity, id: string): Field {
  const field = entity.fields.find((candidate) => candidate.id === id);
  if (!field) throw new EditError("not_found", `This field is not in ${entity.label.many} any more.`);
  return field;
}

/** @throws EditError not_found */
export function relationOf(blueprint: Blueprint, id: string): Relation {
  const relation = blueprint.relations.find((candidate) => candidate.id === id);
  if (!relation) throw new EditError("not_found", "This link is not in the plan any more.");
  return relation;
}

/** @throws EditError not_found */
export function roleOf(blueprint: Blueprint, key: string): Role {
  const role = blueprint.roles.find((candidate) => candidate.key === key);
  if (!role) throw new EditError("not_found", "This role is not in the plan any more.");
  return role;
}

/** The choices of a field. @throws EditError when it has none */
export function choicesOf(blueprint: Blueprint, field: Field): EnumDef {
  const choices = blueprint.enums.find(({ key }) => key === field.enum);
  if (!choices) throw new EditError("not_possible", `“${field.label}” is no list of choices.`);
  return choices;
}

export function withEntity(blueprint: Blueprint, id: string, change: (entity: Entity) => Entity): Blueprint {
  return { ...blueprint, entities: blueprint.entities.map((entity) => (entity.id === id ? change(entity) : entity)) };
}

export function withRelation(blueprint: Blueprint, id: string, change: (relation: Relation) => Relation): Blueprint {
  return {
    ...blueprint,
    relations: blueprint.relations.map((relation) => (relation.id === id ? change(relation) : relation)),
  };
}

/** @throws EditError not_found */
export function withField(
  blueprint: Blueprint,
  at: { entity: string; field: string },
  change: (field: Field) => Field,
): Blueprint {
  fieldOf(entityOf(blueprint, at.entity), at.field);
  return withEntity(blueprint, at.entity, (entity) => ({
    ...entity,
    fields: entity.fields.map((field) => (field.id === at.field ? change(field) : field)),
  }));
}

export const needsChoices = (type: string): boolean => type === "enum" || type === "multiEnum";

/** @throws EditError when no choice is given */
export function newEnum(blueprint: Blueprint, wanted: string, field: { label: string; options: string[] }): EnumDef {
  if (field.options.length === 0)
    throw new EditError("not_possible", `Say which choices “${field.label}” has, for example: low, medium, high.`);
  const taken = new Set<string>();
  return {
    key: uniqueName(wanted.slice(0, LIMITS.identifier).replace(/_+$/, ""), keysOf(blueprint.enums)),
    label: field.label,
    values: field.options.map((label) => ({
      key: uniqueName(toIdentifier(label), taken),
      label: toLabel(label),
    })),
  };
}

/** Without the lists of choices that no field has any more. */
export function withoutUnusedChoices(blueprint: Blueprint, gone: string | undefined): Blueprint {
  if (gone === undefined) return blueprint;
  const used = new Set(blueprint.entities.flatMap((list) => list.fields.map((item) => item.enum)));
  return used.has(gone) ? blueprint : { ...blueprint, enums: blueprint.enums.filter(({ key }) => key !== gone) };
}

type WithRules = Pick<Entity, "access" | "audit">;

/** Passes every rule of a list through `change`; what it turns into nothing lets nobody in any more. */
export function changeRules(entity: Entity, change: (rules: readonly Rule[]) => Rule[]): WithRules {
  const { access, audit } = entity;
  return {
    access: {
      read: change(access.read),
      create: change(access.create),
      update: change(access.update),
      delete: change(access.delete),
    },
    ...(audit ? { audit: { ...audit, readers: change(audit.readers) } } : {}),
  };
}

/** Without some links and whatever cannot be without them. Fewer may do things afterwards, never more. */
export function withoutRelations(blueprint: Blueprint, lost: ReadonlySet<string>): Blueprint {
  const keep = (rules: readonly Rule[]) => rules.filter((rule) => !("relation" in rule && lost.has(rule.relation)));
  return {
    ...blueprint,
    entities: blueprint.entities.map(({ noOverlap, onlyWhen, ...entity }) => ({
      ...entity,
      ...changeRules(entity, keep),
      uniques: entity.uniques.filter((keys) => !keys.some((key) => lost.has(key))),
      ...(noOverlap && !lost.has(noOverlap.relation) ? { noOverlap } : {}),
      ...(onlyWhen && !lost.has(onlyWhen.relation) ? { onlyWhen } : {}),
    })),
    relations: blueprint.relations.filter(({ id }) => !lost.has(id)),
    reports: blueprint.reports.filter((report) => !lost.has(report.groupBy)),
  };
}
