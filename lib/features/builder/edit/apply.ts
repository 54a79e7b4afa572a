import type { Blueprint, Entity, EnumDef, Field, Relation, Rule } from "../blueprint/blueprint.schema";
import { LIMITS } from "../blueprint/blueprint.schema";
import { isUncountable, pluralize, toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { validateBlueprint } from "../blueprint/validate";
import { makeField } from "../parser/build-from-spec";
import { guessType } from "../parser/understand/field-types";
import { acceptHeld, withoutStaleHeld } from "./accept-held";
import { changeFieldKey } from "./field-references";
import { EditError, type Operation, type OperationOf } from "./operations";

/**
 * The blueprint after the operations, in order, checked like any other. Ids stay, so that a rename stays a rename.
 * Pure; the input is not changed.
 * @throws EditError with a sentence for the person who asked
 */
export function applyOperations(blueprint: Blueprint, operations: readonly Operation[]): Blueprint {
  const edited = withoutStaleHeld(operations.reduce(applyOne, blueprint));
  const checked = validateBlueprint(edited);
  if (checked.ok) return checked.blueprint;
  const [problem] = checked.issues;
  throw new EditError("not_possible", problem?.message ?? "The plan does not hold together after this change.");
}

function applyOne(blueprint: Blueprint, operation: Operation): Blueprint {
  switch (operation.kind) {
    case "renameApp":
      return { ...blueprint, app: { ...blueprint.app, name: operation.name } };
    case "addEntity":
      return addEntity(blueprint, operation);
    case "renameEntity":
      return renameEntity(blueprint, operation);
    case "removeEntity":
      return removeEntity(blueprint, operation);
    case "addField":
      return addField(blueprint, operation);
    case "renameField":
      return renameField(blueprint, operation);
    case "removeField":
      return removeField(blueprint, operation);
    case "setRequired":
      return changeField(blueprint, operation, (field) => ({ ...field, required: operation.required }));
    case "addOption":
      return addOption(blueprint, operation);
    case "allowAccess":
    case "allowRole":
      return acceptHeld(blueprint, operation);
  }
}

function entityOf(blueprint: Blueprint, id: string): Entity {
  const entity = blueprint.entities.find((candidate) => candidate.id === id);
  if (!entity) throw new EditError("not_found", "This list is not in the plan any more.");
  return entity;
}

function fieldOf(entity: Entity, id: string): Field {
  const field = entity.fields.find((candidate) => candidate.id === id);
  if (!field) throw new EditError("not_found", `This field is not in ${entity.label.many} any more.`);
  return field;
}

function withEntity(blueprint: Blueprint, id: string, change: (entity: Entity) => Entity): Blueprint {
  return { ...blueprint, entities: blueprint.entities.map((entity) => (entity.id === id ? change(entity) : entity)) };
}

function changeField(
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

const labelsOf = (label: string) => {
  const one = toLabel(label);
  return { one, many: isUncountable(one) ? one : toLabel(pluralize(one)) };
};
const keysOf = (items: readonly { key: string }[]) => new Set(items.map(({ key }) => key));
const idsOf = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id));
const pathOf = (entity: { key: string; plural?: string | undefined }) =>
  `/${(entity.plural ?? entity.key).replaceAll("_", "-")}`;

/** What a list that somebody adds starts with: no looser than the closest reading of the app's kind. */
function startingAccess(blueprint: Blueprint): Pick<Entity, "owner" | "access"> {
  const admins = blueprint.roles.filter((role) => role.isAdmin).map((role): Rule => ({ kind: "role", role: role.key }));
  if (blueprint.tenancy === "organization") {
    const members: Rule[] = [{ kind: "orgMember" }];
    return { owner: "org", access: { read: members, create: members, update: members, delete: admins } };
  }
  const own: Rule[] = [{ kind: "owner" }];
  return {
    owner: "user",
    access: {
      read: [...own, ...admins],
      create: [{ kind: "signedIn" }],
      update: [...own, ...admins],
      delete: [...own, ...admins],
    },
  };
}

function addEntity(blueprint: Blueprint, operation: OperationOf<"addEntity">): Blueprint {
  if (blueprint.entities.length >= LIMITS.entities)
    throw new EditError("not_possible", `An app has up to ${LIMITS.entities} lists.`);
  const key = uniqueName(toIdentifier(operation.label), keysOf(blueprint.entities));
  const names = operation.fields.length > 0 ? operation.fields : ["Name", "Notes"];
  const taken = new Set<string>();
  const fields = names.map((name, n) => {
    const field = uniqueName(toIdentifier(name), taken);
    const type = n === 0 ? "text" : guessType(name, blueprint.locale);
    return makeField(key, { key: field, type, label: toLabel(name), flags: n === 0 ? "!*" : "" });
  });
  const [title] = fields;
  if (!title) throw new EditError("not_possible", "A list needs a field.");
  const entity: Entity = {
    id: uniqueName(`ent.${key}`, idsOf(blueprint.entities)),
    key,
    label: labelsOf(operation.label),
    ...startingAccess(blueprint),
    ownerMode: "creator",
    titleField: title.key,
    softDelete: false,
    timestamps: true,
    fields,
    uniques: [],
    ordered: [],
    savedViews: [],
    views: ["table", "detail"],
  };
  return {
    ...blueprint,
    entities: [...blueprint.entities, entity],
    pages: [...blueprint.pages, { path: pathOf(entity), kind: "list", entity: entity.id, roles: [] }],
  };
}

function renameEntity(blueprint: Blueprint, operation: OperationOf<"renameEntity">): Blueprint {
  const before = entityOf(blueprint, operation.entity);
  const others = blueprint.entities.filter(({ id }) => id !== before.id);
  const label = labelsOf(operation.label);
  const key = uniqueName(toIdentifier(label.one), keysOf(others));
  const { plural: _plural, ...rest } = before;
  const renamed = withEntity(blueprint, before.id, () => ({ ...rest, key, label }));
  return {
    ...renamed,
    // Columns that were named after the list follow it; columns with a name of their own keep it.
    relations: blueprint.relations.map((relation) => ({
      ...relation,
      ...(relation.to === before.id && relation.key === before.key && !isTaken(renamed, relation, key) ? { key } : {}),
      toLabel: relation.to === before.id ? swapped(relation.toLabel, before, label) : relation.toLabel,
      fromLabel: relation.from === before.id ? swapped(relation.fromLabel, before, label) : relation.fromLabel,
    })),
    pages: blueprint.pages.map((page) =>
      page.entity === before.id ? { ...page, path: page.path.replace(/^\/[^/]+/, pathOf({ key })) } : page,
    ),
  };
}

/** A column of that name is there already, typed in or pointing elsewhere. */
function isTaken(blueprint: Blueprint, relation: Relation, key: string): boolean {
  return (
    blueprint.relations.some(
      (other) => other.id !== relation.id && other.from === relation.from && other.key === key,
    ) || blueprint.entities.some(({ id, fields }) => id === relation.from && fields.some((field) => field.key === key))
  );
}

function swapped(text: string, before: Entity, after: Entity["label"]): string {
  if (text === before.label.one) return after.one;
  return text === before.label.many ? after.many : text;
}

function removeEntity(blueprint: Blueprint, operation: OperationOf<"removeEntity">): Blueprint {
  const gone = entityOf(blueprint, operation.entity);
  if (blueprint.entities.length === 1) throw new EditError("not_possible", "An app needs at least one list.");
  const lost = new Set(
    blueprint.relations.filter(({ from, to }) => from === gone.id || to === gone.id).map(({ id }) => id),
  );
  const keep = (rules: readonly Rule[]) => rules.filter((rule) => !("relation" in rule && lost.has(rule.relation)));
  return {
    ...blueprint,
    entities: blueprint.entities
      .filter(({ id }) => id !== gone.id)
      .map(({ noOverlap, onlyWhen, ...entity }) => ({
        ...entity,
        access: {
          read: keep(entity.access.read),
          create: keep(entity.access.create),
          update: keep(entity.access.update),
          delete: keep(entity.access.delete),
        },
        uniques: entity.uniques.filter((keys) => !keys.some((key) => lost.has(key))),
        ...(noOverlap && !lost.has(noOverlap.relation) ? { noOverlap } : {}),
        ...(onlyWhen && !lost.has(onlyWhen.relation) ? { onlyWhen } : {}),
      })),
    relations: blueprint.relations.filter(({ id }) => !lost.has(id)),
    pages: blueprint.pages.filter((page) => page.entity !== gone.id),
    reports: blueprint.reports.filter((report) => report.entity !== gone.id && !lost.has(report.groupBy)),
  };
}

function addField(blueprint: Blueprint, operation: OperationOf<"addField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  if (entity.fields.length >= LIMITS.fieldsPerEntity)
    throw new EditError("not_possible", `${entity.label.many} already have ${LIMITS.fieldsPerEntity} fields.`);
  const key = uniqueName(toIdentifier(operation.label), keysOf(entity.fields));
  const needsOptions = operation.type === "enum" || operation.type === "multiEnum";
  const options = needsOptions ? newEnum(blueprint, `${entity.key}_${key}`, operation) : undefined;
  const made = makeField(entity.key, {
    key,
    type: operation.type,
    label: operation.label,
    flags: operation.required ? "!" : "",
    ...(options ? { enumKey: options.key } : {}),
  });
  const field = { ...made, id: uniqueName(made.id, idsOf(entity.fields)) };
  return {
    ...withEntity(blueprint, entity.id, (list) => ({ ...list, fields: [...list.fields, field] })),
    enums: options ? [...blueprint.enums, options] : blueprint.enums,
  };
}

function newEnum(blueprint: Blueprint, wanted: string, operation: OperationOf<"addField">): EnumDef {
  if (operation.options.length === 0)
    throw new EditError("not_possible", `Say which choices “${operation.label}” has, for example: low, medium, high.`);
  const taken = new Set<string>();
  return {
    key: uniqueName(wanted.slice(0, LIMITS.identifier), keysOf(blueprint.enums)),
    label: operation.label,
    values: operation.options.map((label) => {
      return { key: uniqueName(toIdentifier(label), taken), label: toLabel(label) };
    }),
  };
}

function renameField(blueprint: Blueprint, operation: OperationOf<"renameField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  const others = entity.fields.filter(({ id }) => id !== field.id);
  const key = uniqueName(toIdentifier(operation.label), keysOf(others));
  const renamed = changeField(blueprint, operation, (before) => ({ ...before, key, label: toLabel(operation.label) }));
  return key === field.key ? renamed : changeFieldKey(renamed, entity.id, { from: field.key, to: key });
}

function removeField(blueprint: Blueprint, operation: OperationOf<"removeField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  const fields = entity.fields.filter(({ id }) => id !== field.id);
  const [first] = fields;
  if (!first)
    throw new EditError(
      "not_possible",
      `“${field.label}” is the last field of ${entity.label.many}. Remove the list instead.`,
    );
  const without = withEntity(blueprint, entity.id, (list) => ({
    ...list,
    fields,
    titleField:
      list.titleField === field.key ? (fields.find(({ type }) => type === "text") ?? first).key : list.titleField,
  }));
  const cleaned = changeFieldKey(without, entity.id, { from: field.key, to: null });
  const used = new Set(cleaned.entities.flatMap((list) => list.fields.map((item) => item.enum)));
  return { ...cleaned, enums: cleaned.enums.filter(({ key }) => key !== field.enum || used.has(key)) };
}

function addOption(blueprint: Blueprint, operation: OperationOf<"addOption">): Blueprint {
  const field = fieldOf(entityOf(blueprint, operation.entity), operation.field);
  if (!field.enum) throw new EditError("not_possible", `“${field.label}” is no list of choices.`);
  return {
    ...blueprint,
    enums: blueprint.enums.map((list) =>
      list.key === field.enum
        ? {
            ...list,
            values: [
              ...list.values,
              { key: uniqueName(toIdentifier(operation.label), keysOf(list.values)), label: toLabel(operation.label) },
            ],
          }
        : list,
    ),
  };
}
