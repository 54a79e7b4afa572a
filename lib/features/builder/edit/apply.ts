import type { Blueprint, Entity, Relation, Rule } from "../blueprint/blueprint.schema";
import { LIMITS } from "../blueprint/blueprint.schema";
import { fixDefaults } from "../blueprint/check-types";
import { fixNames } from "../blueprint/fix-names";
import { isUncountable, pluralize, toIdentifier, toLabel, uniqueName } from "../blueprint/names";
import { validateBlueprint } from "../blueprint/validate";
import { makeField } from "../parser/build-from-spec";
import { guessType } from "../parser/understand/field-types";
import { acceptHeld, withoutStaleHeld } from "./accept-held";
import { removeWorkflow, setAccess, setHistory, setWorkflow } from "./change-access";
import { changeApp, moveEntity, moveField, moveOption, namesOf, setFeature, setTitle } from "./change-app";
import { addOption, changeField, removeOption, renameOption } from "./change-fields";
import { addReport, pathOf, removeReport, setMenu } from "./change-pages";
import { addLinkField, addRelation, changeRelation, removeLinkField, removeRelation } from "./change-relations";
import { addRole, removeRole, renameRole, setRolePower } from "./change-roles";
import {
  addOrder,
  addUnique,
  addView,
  removeOrder,
  removeUnique,
  removeView,
  setNoOverlap,
  setOnlyWhen,
  setProduct,
} from "./change-rules";
import { changeFieldKey } from "./field-references";
import { EditError, type Operation, type OperationOf } from "./operations";
import {
  entityOf,
  fieldOf,
  idsOf,
  keysOf,
  needsChoices,
  newEnum,
  withEntity,
  withField,
  withoutRelations,
  withoutUnusedChoices,
} from "./parts";

/**
 * The blueprint after the operations, in order, checked like any other. Ids stay, so that a rename stays a rename.
 * Pure; the input is not changed.
 * @throws EditError with a sentence for the person who asked
 */
export function applyOperations(blueprint: Blueprint, operations: readonly Operation[]): Blueprint {
  const checked = validateBlueprint(operations.reduce(applyStep, blueprint));
  if (checked.ok) return checked.blueprint;
  const [problem] = checked.issues;
  const message = problem?.message ?? "The plan does not hold together after this change.";
  throw new EditError("not_possible", message, checked.issues);
}

/**
 * The blueprint after one operation, its names settled but not checked: the next one names what this one left, so a list of
 * operations gives what the same ones give one by one.
 * @throws EditError
 */
export function applyStep(blueprint: Blueprint, operation: Operation): Blueprint {
  return withoutStaleHeld(fixDefaults(fixNames(applyOne(blueprint, operation)).blueprint).blueprint);
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
    case "changeApp":
      return changeApp(blueprint, operation);
    case "setStack":
      return { ...blueprint, stack: operation.stack };
    case "setFeature":
      return setFeature(blueprint, operation);
    case "moveEntity":
      return moveEntity(blueprint, operation);
    case "moveField":
      return moveField(blueprint, operation);
    case "moveOption":
      return moveOption(blueprint, operation);
    case "setTitle":
      return setTitle(blueprint, operation);
    case "setRequired":
      return withField(blueprint, operation, (field) => ({ ...field, required: operation.required }));
    case "changeField":
      return changeField(blueprint, operation);
    case "addOption":
      return addOption(blueprint, operation);
    case "renameOption":
      return renameOption(blueprint, operation);
    case "removeOption":
      return removeOption(blueprint, operation);
    case "allowAccess":
    case "allowRole":
      return acceptHeld(blueprint, operation);
    default:
      return applyStructure(blueprint, operation);
  }
}

type Structural = OperationOf<
  | "addRelation"
  | "changeRelation"
  | "removeRelation"
  | "addLinkField"
  | "removeLinkField"
  | "addRole"
  | "renameRole"
  | "removeRole"
  | "setRolePower"
  | "setAccess"
  | "setWorkflow"
  | "removeWorkflow"
  | "setMenu"
  | "addReport"
  | "removeReport"
  | "setHistory"
  | RuleKind
>;

/** Links, roles, rules and pages. */
function applyStructure(blueprint: Blueprint, operation: Structural): Blueprint {
  switch (operation.kind) {
    case "addRelation":
      return addRelation(blueprint, operation);
    case "changeRelation":
      return changeRelation(blueprint, operation);
    case "removeRelation":
      return removeRelation(blueprint, operation);
    case "addLinkField":
      return addLinkField(blueprint, operation);
    case "removeLinkField":
      return removeLinkField(blueprint, operation);
    case "addRole":
      return addRole(blueprint, operation);
    case "renameRole":
      return renameRole(blueprint, operation);
    case "removeRole":
      return removeRole(blueprint, operation);
    case "setRolePower":
      return setRolePower(blueprint, operation);
    case "setAccess":
      return setAccess(blueprint, operation);
    case "setWorkflow":
      return setWorkflow(blueprint, operation);
    case "removeWorkflow":
      return removeWorkflow(blueprint, operation);
    case "setMenu":
      return setMenu(blueprint, operation);
    case "addReport":
      return addReport(blueprint, operation);
    case "removeReport":
      return removeReport(blueprint, operation);
    case "setHistory":
      return setHistory(blueprint, operation);
    default:
      return applyRule(blueprint, operation);
  }
}

type RuleKind =
  | "addUnique"
  | "removeUnique"
  | "addOrder"
  | "removeOrder"
  | "setNoOverlap"
  | "setOnlyWhen"
  | "addView"
  | "removeView"
  | "setProduct";

/** What holds between the fields of a list, and its saved views. */
function applyRule(blueprint: Blueprint, operation: OperationOf<RuleKind>): Blueprint {
  switch (operation.kind) {
    case "addUnique":
      return addUnique(blueprint, operation);
    case "removeUnique":
      return removeUnique(blueprint, operation);
    case "addOrder":
      return addOrder(blueprint, operation);
    case "removeOrder":
      return removeOrder(blueprint, operation);
    case "setNoOverlap":
      return setNoOverlap(blueprint, operation);
    case "setOnlyWhen":
      return setOnlyWhen(blueprint, operation);
    case "addView":
      return addView(blueprint, operation);
    case "removeView":
      return removeView(blueprint, operation);
    case "setProduct":
      return setProduct(blueprint, operation);
  }
}

const labelsOf = (label: string) => {
  const one = toLabel(label);
  return { one, many: isUncountable(one) ? one : toLabel(pluralize(one)) };
};
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
  const label = operation.many === undefined ? labelsOf(operation.label) : namesOf(operation.label, operation.many);
  const key = uniqueName(toIdentifier(label.one), keysOf(others));
  const { plural, ...rest } = before;
  // The table is called after the list; it keeps a name of its own as long as the list keeps its.
  const table = key === before.key && plural !== undefined ? { plural } : {};
  const renamed = withEntity(blueprint, before.id, () => ({ ...rest, ...table, key, label }));
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
  const without = withoutRelations(blueprint, lost);
  return {
    ...without,
    entities: without.entities.filter(({ id }) => id !== gone.id),
    pages: without.pages.filter((page) => page.entity !== gone.id),
    reports: without.reports.filter((report) => report.entity !== gone.id),
  };
}

function addField(blueprint: Blueprint, operation: OperationOf<"addField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  if (entity.fields.length >= LIMITS.fieldsPerEntity)
    throw new EditError("not_possible", `${entity.label.many} already have ${LIMITS.fieldsPerEntity} fields.`);
  const key = uniqueName(toIdentifier(operation.label), keysOf(entity.fields));
  const options = needsChoices(operation.type) ? newEnum(blueprint, `${entity.key}_${key}`, operation) : undefined;
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

function renameField(blueprint: Blueprint, operation: OperationOf<"renameField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  const others = entity.fields.filter(({ id }) => id !== field.id);
  const key = uniqueName(toIdentifier(operation.label), keysOf(others));
  const renamed = withField(blueprint, operation, (before) => ({ ...before, key, label: toLabel(operation.label) }));
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
  return withoutUnusedChoices(cleaned, field.enum);
}
