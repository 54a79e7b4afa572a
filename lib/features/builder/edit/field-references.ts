import type { Blueprint, Entity, Rule } from "../blueprint/blueprint.schema";

/**
 * Every place that names a field of an entity by its key. `change` gives the new key, or null when the field is gone: then
 * whatever cannot do without it goes too.
 */
export function changeFieldKey(
  blueprint: Blueprint,
  entityId: string,
  change: { from: string; to: string | null },
): Blueprint {
  const own = (entity: Entity) => (entity.id === entityId ? inEntity(entity, change) : entity);
  const relationsFrom = new Set(blueprint.relations.filter((relation) => relation.to === entityId).map(({ id }) => id));
  return {
    ...blueprint,
    entities: blueprint.entities.map(own).map((entity) => inChildren(entity, relationsFrom, change)),
    reports: blueprint.reports.flatMap((report) => {
      if (report.entity !== entityId) return [report];
      const groupBy = rename(report.groupBy, change);
      if (groupBy === null) return [];
      const sum = report.sum === undefined ? undefined : rename(report.sum, change);
      const { sum: _sum, ...rest } = report;
      return sum === null ? [] : [{ ...rest, groupBy, ...(sum === undefined ? {} : { sum }) }];
    }),
  };
}

type Change = { from: string; to: string | null };

/** The key afterwards; null when it is the one that goes. */
function rename(key: string, { from, to }: Change): string | null {
  return key === from ? to : key;
}

function renameAll(keys: readonly string[], change: Change): string[] | null {
  const renamed = keys.map((key) => rename(key, change));
  return renamed.every((key) => key !== null) ? renamed : null;
}

function inEntity(entity: Entity, change: Change): Entity {
  const { workflow, audit, noOverlap, ...rest } = entity;
  const keep = (key: string) => rename(key, change);
  const flow = workflow && keep(workflow.field);
  const history = audit && keep(audit.field);
  const span = noOverlap && renameAll([noOverlap.start, noOverlap.end], change);
  const [start, end] = span ?? [];
  return {
    ...rest,
    titleField: keep(entity.titleField) ?? entity.titleField,
    fields: entity.fields.map((field) => withComputed(field, change)),
    access: {
      read: rules(entity.access.read, change),
      create: rules(entity.access.create, change),
      update: rules(entity.access.update, change),
      delete: rules(entity.access.delete, change),
    },
    ...(workflow && flow ? { workflow: { ...workflow, field: flow } } : {}),
    ...(audit && history ? { audit: { ...audit, field: history, readers: rules(audit.readers, change) } } : {}),
    ...(noOverlap && start && end ? { noOverlap: { ...noOverlap, start, end } } : {}),
    uniques: entity.uniques.flatMap((keys) => {
      const renamed = renameAll(keys, change);
      return renamed ? [renamed] : [];
    }),
    ordered: entity.ordered.flatMap((pair) => {
      const [a, b] = renameAll([pair.a, pair.b], change) ?? [];
      return a && b ? [{ a, b }] : [];
    }),
    savedViews: entity.savedViews.flatMap((view) => {
      const conditions = view.conditions.flatMap((condition) => {
        const field = keep(condition.field);
        return field ? [{ ...condition, field }] : [];
      });
      // A view that lost a condition would show more than its name says.
      return conditions.length === view.conditions.length ? [{ ...view, conditions }] : [];
    }),
  };
}

function withComputed(field: Entity["fields"][number], change: Change): Entity["fields"][number] {
  if (!field.computed) return field;
  const [a, b] = renameAll(field.computed.fields, change) ?? [];
  if (a && b) return { ...field, computed: { ...field.computed, fields: [a, b] } };
  const { computed: _computed, ...typedIn } = field;
  return typedIn;
}

/** A rule that stood on a field that is gone lets nobody in any more: fewer may, never more. */
function rules(list: readonly Rule[], change: Change): Rule[] {
  return list.flatMap((rule): Rule[] => {
    if (rule.kind !== "column") return [rule];
    const field = rename(rule.field, change);
    return field ? [{ ...rule, field }] : [];
  });
}

function inChildren(entity: Entity, relations: ReadonlySet<string>, change: Change): Entity {
  const { onlyWhen, ...rest } = entity;
  if (!onlyWhen || !relations.has(onlyWhen.relation)) return entity;
  const field = rename(onlyWhen.field, change);
  return field ? { ...rest, onlyWhen: { ...onlyWhen, field } } : rest;
}
