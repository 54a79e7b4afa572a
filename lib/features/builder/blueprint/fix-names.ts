import type { Blueprint, Entity, Field } from "./blueprint.schema";
import type { BlueprintIssue, BlueprintIssueCode } from "./issues";
import { pluralize, uniqueName } from "./names";
import { isReservedColumnName, isReservedEntityName, renameReservedColumn, renameReservedEntity } from "./reserved";

type Fixed = { blueprint: Blueprint; issues: BlueprintIssue[] };

/** Renames reserved and clashing identifiers, keeping every label and stable id. Never rejects a name. */
export function fixNames(input: Blueprint): Fixed {
  const issues: BlueprintIssue[] = [];
  const takenKeys = new Set<string>();
  const takenTables = new Set<string>();
  const entities = input.entities.map((entity, index) => {
    const path = `entities.${index}`;
    const key = settle(entity.key, takenKeys, { path: `${path}.key`, kind: "entity", issues });
    const wantedTable = entity.key === key ? (entity.plural ?? pluralKey(key)) : pluralKey(key);
    const plural = settle(wantedTable, takenTables, { path: `${path}.plural`, kind: "entity", issues });
    return fixFields({ ...entity, key, plural }, path, issues);
  });
  const takenEnums = new Set<string>();
  const enums = input.enums.map((item) => {
    const values = new Set<string>();
    return {
      ...item,
      key: uniqueName(item.key, takenEnums),
      values: item.values.map((value) => ({ ...value, key: uniqueName(value.key, values) })),
    };
  });
  const relations = fixRelationKeys({ ...input, entities }, issues);
  return { blueprint: { ...input, entities, enums, relations }, issues };
}

const pluralKey = (key: string): string =>
  pluralize(key.replaceAll("_", " ")).replaceAll(" ", "_").slice(0, 40).replace(/_+$/, "");

type Settle = { path: string; kind: "entity" | "column"; issues: BlueprintIssue[] };

function settle(wanted: string, taken: Set<string>, context: Settle): string {
  const { path, kind, issues } = context;
  const isReserved = kind === "entity" ? isReservedEntityName(wanted) : isReservedColumnName(wanted);
  const renamed = !isReserved
    ? wanted
    : kind === "entity"
      ? renameReservedEntity(wanted)
      : renameReservedColumn(wanted);
  if (renamed !== wanted) issues.push(renameIssue("reserved_name", path, wanted, renamed));
  const free = uniqueName(renamed, taken);
  if (free !== renamed) issues.push(renameIssue("duplicate_key", path, renamed, free));
  return free;
}

function renameIssue(code: BlueprintIssueCode, path: string, from: string, to: string): BlueprintIssue {
  const why = code === "reserved_name" ? "is a reserved word" : "is already taken";
  return {
    path,
    code,
    severity: "fixed",
    message: `“${from}” ${why}; the identifier is now “${to}”, the label stays.`,
    autofix: { description: "rename the identifier", from, to },
  };
}

const hasSuffix = (field: Field, suffix: string): boolean =>
  suffix === "_cents" ? field.type === "money" : field.type === "file" || field.type === "image";

function fixFields(entity: Entity, path: string, issues: BlueprintIssue[]): Entity {
  const stored = ["_cents", "_path"].flatMap((suffix) =>
    entity.fields.filter((field) => hasSuffix(field, suffix)).map((field) => `${field.key}${suffix}`),
  );
  const taken = new Set<string>(stored);
  const renames = new Map<string, string>();
  const fields = entity.fields.map((field, index): Field => {
    const key = settle(field.key, taken, { path: `${path}.fields.${index}.key`, kind: "column", issues });
    // Money and files are stored under a longer name, which must stay free too.
    for (const suffix of ["_cents", "_path"]) if (hasSuffix(field, suffix)) taken.add(`${key}${suffix}`);
    if (key !== field.key && !renames.has(field.key)) renames.set(field.key, key);
    return { ...field, key };
  });
  return renames.size === 0 ? entity : renameFieldReferences({ ...entity, fields }, renames);
}

function renameFieldReferences(entity: Entity, renames: ReadonlyMap<string, string>): Entity {
  const to = (key: string): string => renames.get(key) ?? key;
  return {
    ...entity,
    titleField: to(entity.titleField),
    fields: entity.fields.map((field) =>
      field.computed
        ? {
            ...field,
            computed: { op: field.computed.op, fields: [to(field.computed.fields[0]), to(field.computed.fields[1])] },
          }
        : field,
    ),
    uniques: entity.uniques.map((set) => set.map(to)),
    ordered: entity.ordered.map((pair) => ({ a: to(pair.a), b: to(pair.b) })),
    savedViews: entity.savedViews.map((view) => ({
      ...view,
      conditions: view.conditions.map((condition) => ({ ...condition, field: to(condition.field) })),
    })),
    ...(entity.workflow ? { workflow: { ...entity.workflow, field: to(entity.workflow.field) } } : {}),
    ...(entity.audit ? { audit: { ...entity.audit, field: to(entity.audit.field) } } : {}),
    ...(entity.noOverlap
      ? { noOverlap: { ...entity.noOverlap, start: to(entity.noOverlap.start), end: to(entity.noOverlap.end) } }
      : {}),
  };
}

/** A relation column (`flat_id`) must differ from the fields and other relations of its entity. */
function fixRelationKeys(blueprint: Blueprint, issues: BlueprintIssue[]): Blueprint["relations"] {
  const taken = new Map<string, Set<string>>();
  for (const entity of blueprint.entities) taken.set(entity.id, new Set(entity.fields.map((field) => field.key)));
  return blueprint.relations.map((relation, index) => {
    const names = taken.get(relation.from) ?? new Set<string>();
    const wanted = isReservedColumnName(`${relation.key}_id`) ? `${relation.key}_link` : relation.key;
    let key = wanted;
    for (let n = 2; names.has(`${key}_id`) || names.has(key); n += 1) key = `${wanted.slice(0, 36)}_${n}`;
    names.add(key).add(`${key}_id`);
    taken.set(relation.from, names);
    if (key !== relation.key) issues.push(renameIssue("duplicate_key", `relations.${index}.key`, relation.key, key));
    return { ...relation, key };
  });
}
