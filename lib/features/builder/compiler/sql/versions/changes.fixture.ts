import { type Blueprint, FIELD_TYPES, type Field, type Rule, VERBS } from "../../../blueprint/blueprint.schema";
import { validateBlueprint } from "../../../blueprint/validate";
import { applyOperations } from "../../../edit/apply";
import { changeFieldKey } from "../../../edit/field-references";
import { EditError, type Operation } from "../../../edit/operations";

/** Changes of a plan for tests: the typed operations, and what a form editor or a new reading of the idea can change. */
export type Wish = { kind: string; entity: number; field: number; pick: number; label: string };

type At = { blueprint: Blueprint; entity: Blueprint["entities"][number]; field: Field; wish: Wish };

const rotate = <T>(items: readonly T[], n: number): T | undefined => items[n % items.length];

/** Changes the draft in place; what the checks of a plan refuse is left out by `change`. */
const EDITS: Record<string, (at: At) => Blueprint | undefined> = {
  type: ({ blueprint, field, wish }) => {
    const type = rotate(FIELD_TYPES, wish.pick) ?? "text";
    const choices = rotate(blueprint.enums, wish.field);
    field.type = type;
    delete field.default;
    delete field.enum;
    if ((type === "enum" || type === "multiEnum") && choices) field.enum = choices.key;
    return blueprint;
  },
  unique: ({ blueprint, field }) => {
    field.unique = !field.unique;
    return blueprint;
  },
  indexed: ({ blueprint, field }) => {
    field.indexed = !field.indexed;
    return blueprint;
  },
  default: ({ blueprint, field, wish }) => {
    if (field.default === undefined && field.type === "text") field.default = wish.label.slice(0, 20);
    else if (field.default === undefined && field.type === "int") field.default = wish.pick;
    else delete field.default;
    return blueprint;
  },
  limits: ({ blueprint, field, wish }) => {
    field.validation = { min: 0, maxLen: 900 + wish.pick };
    return blueprint;
  },
  renameChoice: ({ blueprint, wish }) => {
    const value = rotate(rotate(blueprint.enums, wish.entity)?.values ?? [], wish.pick);
    if (!value) return undefined;
    Object.assign(value, {
      id: value.id ?? value.key,
      key: `${value.key.slice(0, 20)}_x`,
      label: wish.label.slice(0, 40),
    });
    return renameFlows(blueprint, { from: value.id ?? "", to: value.key });
  },
  swapChoices: ({ blueprint, wish }) => {
    const [a, b] = rotate(blueprint.enums, wish.entity)?.values ?? [];
    if (!a || !b) return undefined;
    const [first, second] = [a.key, b.key];
    Object.assign(a, { id: a.id ?? first, key: second });
    Object.assign(b, { id: b.id ?? second, key: first });
    return blueprint;
  },
  dropChoice: ({ blueprint, wish }) => {
    rotate(blueprint.enums, wish.entity)?.values.pop();
    return blueprint;
  },
  onDelete: ({ blueprint, wish }) => {
    const relation = rotate(blueprint.relations, wish.entity);
    if (!relation) return undefined;
    relation.onDelete = rotate(["restrict", "cascade", "setNull"] as const, wish.pick) ?? "restrict";
    if (relation.onDelete === "setNull") relation.required = false;
    return blueprint;
  },
  relationKind: ({ blueprint, wish }) => {
    const relation = rotate(blueprint.relations, wish.entity);
    const leansOnIt = blueprint.entities.some((item) =>
      [item.noOverlap?.relation, item.onlyWhen?.relation, ...item.uniques.flat()].includes(relation?.id),
    );
    if (!relation || leansOnIt) return undefined;
    relation.kind = rotate(["many-one", "one-one", "many-many"] as const, wish.pick) ?? "many-one";
    if (relation.kind === "many-many") relation.required = false;
    return blueprint;
  },
  relationRequired: ({ blueprint, wish }) => {
    const relation = rotate(blueprint.relations, wish.entity);
    if (relation) relation.required = !relation.required;
    return blueprint;
  },
  addRelation: ({ blueprint, entity, wish }) => {
    const to = rotate(blueprint.entities, wish.pick);
    if (!to) return undefined;
    const kind = wish.field % 2 === 0 ? "many-many" : "many-one";
    const amount: Field = { ...plainField(`amount_${wish.pick}`), type: "int", required: true, default: 1 };
    blueprint.relations.push({
      id: `rel.test_${wish.pick}_${blueprint.relations.length}`,
      kind,
      from: entity.id,
      to: to.id,
      key: `extra_${wish.pick}`,
      fromLabel: "Extra",
      toLabel: "Extras",
      required: false,
      onDelete: "cascade",
      ...(kind === "many-many" ? { through: { fields: [amount] } } : {}),
    });
    return blueprint;
  },
  renameRelation: ({ blueprint, wish }) => {
    const relation = rotate(blueprint.relations, wish.entity);
    if (relation) relation.key = `renamed_${wish.pick}`;
    return blueprint;
  },
  renameRole: ({ blueprint, wish }) => {
    const role = rotate(blueprint.roles, wish.entity);
    if (!role) return undefined;
    const [from, to] = [role.key, `${role.key.slice(0, 20)}_r`];
    const text = JSON.stringify(blueprint, (key, value) => (ROLE_PLACES.has(key) ? swapIn(value, from, to) : value));
    const renamed: Blueprint = JSON.parse(text);
    const found = renamed.roles.find(({ key }) => key === from);
    if (found) Object.assign(found, { id: found.id ?? from, key: to });
    return renamed;
  },
  addRole: ({ blueprint, wish }) => {
    const role = { label: "Auditor", isDefault: false, isAdmin: false, selfSelect: false, isGuest: false };
    blueprint.roles.push({ key: `auditor_${wish.pick}`, ...role });
    return blueprint;
  },
  access: ({ blueprint, entity, wish }) => {
    const verb = rotate(VERBS, wish.pick) ?? "read";
    const roles = blueprint.roles.map((role): Rule => ({ kind: "role", role: role.key }));
    const rules: Rule[] = [{ kind: "signedIn" }, { kind: "anyone" }, ...roles];
    const rule = rotate(rules, wish.field);
    entity.access[verb] = rule ? [rule] : [];
    return blueprint;
  },
  owner: ({ blueprint, entity, wish }) => {
    entity.owner = rotate(["user", "none"] as const, wish.pick) ?? "none";
    entity.ownerMode = rotate(["creator", "assigned"] as const, wish.field) ?? "creator";
    return blueprint;
  },
  workflow: ({ blueprint, entity, wish }) => {
    const field = entity.fields.find(({ type }) => type === "enum");
    const keys = blueprint.enums.find(({ key }) => key === field?.enum)?.values.map(({ key }) => key) ?? [];
    const [from, to] = [rotate(keys, wish.field), rotate(keys, wish.field + 1)];
    if (!field || !from || !to) return undefined;
    entity.workflow = { field: field.key, transitions: [{ from, to, roles: [] }] };
    return blueprint;
  },
  audit: ({ blueprint, entity }) => {
    const field = entity.fields.find(({ type }) => type === "enum");
    if (entity.audit) delete entity.audit;
    else if (field) entity.audit = { field: field.key, readers: [] };
    return blueprint;
  },
  computed: ({ blueprint, entity, field, wish }) => {
    if (field.computed) delete field.computed;
    else {
      const [a, b] = entity.fields.filter(({ type, computed }) => ["int", "money"].includes(type) && !computed);
      if (!a || !b) return undefined;
      entity.fields.push({
        ...plainField(`product_${wish.pick}`),
        type: a.type === "money" || b.type === "money" ? "money" : "int",
        computed: { op: "multiply", fields: [a.key, b.key] },
      });
    }
    return blueprint;
  },
  noOverlap: ({ blueprint, entity }) => {
    const [start, end] = entity.fields.filter(({ type, required }) => type === "datetime" && required);
    const relation = blueprint.relations.find(({ from, kind }) => from === entity.id && kind === "many-one");
    if (entity.noOverlap) delete entity.noOverlap;
    else if (start && end && relation) entity.noOverlap = { relation: relation.id, start: start.key, end: end.key };
    return blueprint;
  },
  swapFields: ({ blueprint, entity, field, wish }) => {
    const other = rotate(entity.fields, wish.pick);
    if (!other || other === field) return undefined;
    const [a, b] = [field.key, other.key];
    const renamed = [
      { from: a, to: "between" },
      { from: b, to: a },
      { from: "between", to: b },
    ].reduce((plan, step) => moveKey(plan, entity.id, step), blueprint);
    return renamed;
  },
  swapEntities: ({ blueprint, entity, wish }) => {
    const other = rotate(blueprint.entities, wish.pick);
    if (!other || other === entity) return undefined;
    const [a, b] = [
      { key: entity.key, plural: entity.plural },
      { key: other.key, plural: other.plural },
    ];
    Object.assign(entity, b);
    Object.assign(other, a);
    return blueprint;
  },
};

export const KINDS = [
  "addEntity",
  "renameEntity",
  "removeEntity",
  "addField",
  "renameField",
  "removeField",
  "setRequired",
  "addOption",
  ...Object.keys(EDITS),
];

const ROLE_PLACES = new Set(["role", "roles"]);

function swapIn(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === from ? to : item));
  return value === from ? to : value;
}

function moveKey(blueprint: Blueprint, entity: string, change: { from: string; to: string }): Blueprint {
  const moved = {
    ...blueprint,
    entities: blueprint.entities.map((item) =>
      item.id === entity
        ? { ...item, fields: item.fields.map((one) => (one.key === change.from ? { ...one, key: change.to } : one)) }
        : item,
    ),
  };
  return changeFieldKey(moved, entity, change);
}

function renameFlows(blueprint: Blueprint, { from, to }: { from: string; to: string }): Blueprint {
  const flowing = new Set(["from", "to", "value", "default"]);
  return JSON.parse(JSON.stringify(blueprint, (key, value) => (flowing.has(key) && value === from ? to : value)));
}

const plainField = (key: string): Field => ({
  id: `test.${key}`,
  key,
  label: key,
  type: "text",
  required: false,
  unique: false,
  indexed: false,
  searchable: false,
  sensitive: false,
});

/** The plan after the wish, or null when it asks for something a plan cannot be. */
export function change(blueprint: Blueprint, wish: Wish): Blueprint | null {
  const draft = structuredClone(blueprint);
  const entity = rotate(draft.entities, wish.entity);
  const field = rotate(entity?.fields ?? [], wish.field);
  if (!entity || !field) return null;
  const edit = EDITS[wish.kind];
  if (edit) {
    const result = validateBlueprint(edit({ blueprint: draft, entity, field, wish }) ?? null);
    return result.ok ? result.blueprint : null;
  }
  try {
    return applyOperations(blueprint, [operationFor(wish, { entity: entity.id, field: field.id })]);
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

function operationFor(wish: Wish, at: { entity: string; field: string }): Operation {
  const { label, entity } = { label: wish.label, entity: at.entity };
  switch (wish.kind) {
    case "addEntity":
      return { kind: "addEntity", label, fields: [label, "Price"] };
    case "renameEntity":
      return { kind: "renameEntity", entity, label };
    case "removeEntity":
      return { kind: "removeEntity", entity };
    case "addField": {
      const type = rotate(FIELD_TYPES, wish.pick) ?? "text";
      return { kind: "addField", entity, label, type, required: wish.field % 2 === 0, options: ["One", "Two"] };
    }
    case "renameField":
      return { kind: "renameField", ...at, label };
    case "removeField":
      return { kind: "removeField", ...at };
    case "addOption":
      return { kind: "addOption", ...at, label };
    default:
      return { kind: "setRequired", ...at, required: wish.pick % 2 === 0 };
  }
}
