import type { Blueprint } from "../blueprint/blueprint.schema";
import { describeRules } from "../blueprint/rule-words";
import type { GeneratedFile } from "../compiler/types";
import { accepts } from "./accept-held";
import { applyStep } from "./apply";
import { appSentence, isAppOperation, isRuleOperation, ruleSentence } from "./describe-more";
import type { Operation, OperationOf } from "./operations";

export type FileChange = { path: string; change: "added" | "removed" | "changed" };

/** Which files of the project a new plan adds, removes or changes, by path. */
export function diffFiles(before: readonly GeneratedFile[], after: readonly GeneratedFile[]): FileChange[] {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const now = new Set(after.map(({ path }) => path));
  const changes = after.flatMap(({ path, content }): FileChange[] => {
    const was = old.get(path);
    if (was === undefined) return [{ path, change: "added" }];
    return was === content ? [] : [{ path, change: "changed" }];
  });
  const removed = before
    .filter(({ path }) => !now.has(path))
    .map(({ path }): FileChange => ({ path, change: "removed" }));
  return [...changes, ...removed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The operations as sentences, each told in the names that hold before it.
 * @throws EditError when they cannot be applied to this blueprint
 */
export function describeOperations(blueprint: Blueprint, operations: readonly Operation[]): string[] {
  let current = blueprint;
  return operations.map((operation) => {
    const sentence = describeOperation(current, operation);
    current = applyStep(current, operation);
    return sentence;
  });
}

/** Labels of what an operation names by id or key. */
function namesIn(blueprint: Blueprint) {
  const entity = (id: string) => blueprint.entities.find((item) => item.id === id);
  const field = (list: string, id: string) => entity(list)?.fields.find((item) => item.id === id);
  const many = (id: string) => (id === "account" ? "people" : (entity(id)?.label.many ?? "a list"));
  const option = (at: { entity: string; field: string }, key: string) =>
    blueprint.enums
      .find((item) => item.key === field(at.entity, at.field)?.enum)
      ?.values.find((value) => value.key === key)?.label ?? key;
  return {
    many,
    option,
    field: (list: string, id: string) => field(list, id)?.label ?? "a field",
    of: (at: { entity: string; field: string }) =>
      `“${field(at.entity, at.field)?.label ?? "a field"}” of ${many(at.entity)}`,
    role: (key: string) => blueprint.roles.find((item) => item.key === key)?.label ?? key,
    relation: (id: string) => {
      const link = blueprint.relations.find((item) => item.id === id);
      return link ? `the link “${link.fromLabel}” of ${many(link.from)}` : "a link";
    },
  };
}

/** What is not told in `describe-more`. */
type Told = Exclude<Operation, Parameters<typeof appSentence>[1] | Parameters<typeof ruleSentence>[1]>;
type Names = ReturnType<typeof namesIn>;

function describeOperation(blueprint: Blueprint, operation: Operation): string {
  const names = namesIn(blueprint);
  if (isAppOperation(operation)) return appSentence(blueprint, operation);
  if (isRuleOperation(operation)) return ruleSentence(blueprint, operation);
  switch (operation.kind) {
    case "renameApp":
      return `Call the app “${operation.name}”`;
    case "addEntity":
      return `Add the list “${operation.label}”${operation.fields.length > 0 ? ` with ${operation.fields.join(", ")}` : ""}`;
    case "renameEntity":
      return `Rename ${names.many(operation.entity)} to “${operation.label}”${operation.many === undefined ? "" : ` and “${operation.many}”`}`;
    case "removeEntity":
      return `Remove the list ${names.many(operation.entity)} and what points to it`;
    case "addField":
      return `Add “${operation.label}” (${operation.options.length > 0 ? operation.options.join(", ") : operation.type}${operation.required ? ", required" : ""}) to ${names.many(operation.entity)}`;
    case "renameField":
      return `Rename ${names.of(operation)} to “${operation.label}”`;
    case "setRequired":
      return `Make ${names.of(operation)} ${operation.required ? "required" : "optional"}`;
    case "changeField":
      return fieldSentence(names, operation);
    case "removeField":
      return `Remove “${names.field(operation.entity, operation.field)}” from ${names.many(operation.entity)}`;
    case "addOption":
      return `Add the choice “${operation.label}” to ${names.of(operation)}`;
    case "renameOption":
      return `Rename the choice “${names.option(operation, operation.option)}” of ${names.of(operation)} to “${operation.label}”`;
    case "removeOption":
      return `Remove the choice “${names.option(operation, operation.option)}” of ${names.of(operation)}`;
    case "setAccess":
      return `${names.many(operation.entity)}: ${verbWords[operation.verb]} is for ${describeRules(operation.rules, blueprint)}`;
    case "allowAccess":
    case "allowRole":
      return `Allow: ${(blueprint.held ?? []).find((item) => accepts(operation, item))?.message ?? "what the plan held back"}`;
    default:
      return structureSentence(names, operation);
  }
}

const verbWords = { read: "seeing", create: "adding", update: "changing", delete: "deleting" } as const;
const relationWords = { "many-one": "one of", "one-one": "exactly one of", "many-many": "any number of" } as const;
const deleteWords = { restrict: "kept while linked", cascade: "deleted with it", setNull: "left without it" } as const;

function fieldSentence(names: Names, operation: OperationOf<"changeField">): string {
  const { type, unique, searchable, sensitive, indexed, validation, help, options } = operation;
  const value = operation.default;
  const changes = [
    type !== undefined && `becomes ${options.length > 0 ? options.join(", ") : type}`,
    unique !== undefined && (unique ? "must be unique" : "may repeat"),
    searchable !== undefined && (searchable ? "is searched" : "is not searched"),
    sensitive !== undefined && (sensitive ? "is kept out of lists" : "may stand in lists"),
    indexed !== undefined && (indexed ? "is indexed" : "is not indexed"),
    value !== undefined && (value === null ? "has no default" : `starts as “${value}”`),
    help !== undefined && (help ? `is explained as “${help}”` : "has no explanation"),
    validation !== undefined && `takes ${limitWords(validation)}`,
  ].filter(Boolean);
  return `${names.of(operation)} ${changes.length > 0 ? changes.join(", ") : "stays as it is"}`;
}

function limitWords(validation: OperationOf<"changeField">["validation"]): string {
  const parts = Object.entries(validation ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${limitNames[name] ?? name} ${value}`],
  );
  return parts.length === 0 ? "any value" : parts.join(", ");
}

const limitNames: Record<string, string> = {
  min: "at least",
  max: "at most",
  minLen: "a length from",
  maxLen: "a length up to",
  pattern: "the form",
  step: "steps of",
};

type Structural = Exclude<
  Told,
  OperationOf<
    | "renameApp"
    | "addEntity"
    | "renameEntity"
    | "removeEntity"
    | "addField"
    | "renameField"
    | "setRequired"
    | "changeField"
    | "removeField"
    | "addOption"
    | "renameOption"
    | "removeOption"
    | "setAccess"
    | "allowAccess"
    | "allowRole"
  >
>;

function structureSentence(names: Names, operation: Structural): string {
  switch (operation.kind) {
    case "addRelation":
      return `Link ${names.many(operation.from)} to ${relationWords[operation.relation]} ${names.many(operation.to)}${operation.required ? ", always" : ""}`;
    case "changeRelation":
      return `Change ${names.relation(operation.relation)}${relationChanges(operation)}`;
    case "removeRelation":
      return `Remove ${names.relation(operation.relation)}`;
    case "addLinkField":
      return `Add “${operation.label}” (${operation.type}) to ${names.relation(operation.relation)}`;
    case "removeLinkField":
      return `Remove a field from ${names.relation(operation.relation)}`;
    case "addRole":
      return `Add the role “${operation.label}”${operation.isGuest ? ", which sees its own things only" : ""}`;
    case "renameRole":
      return `Rename the role “${names.role(operation.role)}” to “${operation.label}”`;
    case "removeRole":
      return `Remove the role “${names.role(operation.role)}”`;
    case "setRolePower":
      return `${operation.on ? "Ask for" : "Take away"}: “${names.role(operation.role)}” ${powerWords[operation.power]}`;
    case "setWorkflow":
      return `Let ${names.of(operation)} move in steps: ${operation.transitions.map((step) => `${names.option(operation, step.from)} → ${names.option(operation, step.to)}`).join(", ")}`;
    case "removeWorkflow":
      return `Let the state of ${names.many(operation.entity)} change freely`;
    case "setMenu":
      return `${operation.on ? "Show" : "Hide"} ${names.many(operation.entity)} in the menu`;
    case "addReport":
      return `Add the report “${operation.label}” about ${names.many(operation.entity)}`;
    case "removeReport":
      return "Remove a report";
    case "setHistory":
      return operation.field === null
        ? `Keep no history of ${names.many(operation.entity)}`
        : `Write every change of “${names.field(operation.entity, operation.field)}” of ${names.many(operation.entity)} into a history`;
  }
}

const powerWords = {
  team: "sees who else has an account",
  isAdmin: "manages everything",
  selfSelect: "can be chosen at sign-up",
  isDefault: "is what new people get",
} as const;

function relationChanges({ label, backLabel, cardinality, required, onDelete }: OperationOf<"changeRelation">): string {
  const changes = [
    label !== undefined && `called “${label}”`,
    backLabel !== undefined && `called “${backLabel}” from the other end`,
    cardinality !== undefined && `${relationWords[cardinality]} them`,
    required !== undefined && (required ? "required" : "optional"),
    onDelete !== undefined && `rows are ${deleteWords[onDelete]}`,
  ].filter(Boolean);
  return changes.length > 0 ? `: ${changes.join(", ")}` : "";
}
