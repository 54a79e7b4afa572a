import {
  type Blueprint,
  type Entity,
  type EnumDef,
  FIELD_TYPES,
  type Field,
  type FieldType,
  type Relation,
  type Rule,
} from "../blueprint/blueprint.schema";
import { pluralize, toLabel } from "../blueprint/names";
import type { DomainSpec, EntitySpec, ParsedField } from "./domain-spec";

const FIELD = /^([a-z0-9_]+):([a-zA-Z]+)(?:\(([a-z0-9_]+)\))?([!*^#$]*)(?:\s+(.+))?$/;
const RELATION = /^([a-z0-9_]+)\.([a-z0-9_]+) (->|=>|<->) ([a-z0-9_]+)(?: (cascade|null))?(?: "(.+)")?$/;

export const entityId = (key: string): string => `ent.${key}`;
export const relationId = (path: string): string => `rel.${path}`;

/** Blueprint parts of a domain. Throws RangeError on a malformed spec line, which is a bug in the spec. */
export function buildFromSpec(
  spec: Pick<DomainSpec, "roles" | "enums" | "entities" | "relations">,
): Pick<Blueprint, "roles" | "enums" | "entities" | "relations"> {
  return {
    roles: spec.roles.map((role) => ({
      key: role.key,
      label: role.label,
      isDefault: role.isDefault === true,
      isAdmin: role.isAdmin === true,
      selfSelect: role.selfSelect === true,
      isGuest: role.isGuest === true,
    })),
    enums: Object.entries(spec.enums).map(([key, text]) => buildEnum(key, text)),
    entities: spec.entities.map(buildEntity),
    relations: spec.relations.map(buildRelation),
  };
}

/** `Label: a=First|b=Second` to an enum; labels default to the key in words. */
export function buildEnum(key: string, text: string): EnumDef {
  const colon = text.indexOf(": ");
  const values = text.slice(colon + 2).split("|");
  return {
    key,
    label: text.slice(0, colon),
    values: values.map((value) => {
      const [valueKey = "", label] = value.split("=");
      return { key: valueKey, label: label ?? toLabel(valueKey) };
    }),
  };
}

/** Parses one field line of a spec. Throws RangeError when it is malformed. */
export function parseField(line: string): ParsedField {
  const match = FIELD.exec(line);
  const type = FIELD_TYPES.find((candidate) => candidate === match?.[2]);
  if (!match?.[1] || !type) throw new RangeError(`malformed field: ${line}`);
  return {
    key: match[1],
    type,
    flags: match[4] ?? "",
    ...(match[3] ? { enumKey: match[3] } : {}),
    ...(match[5] ? { label: match[5] } : {}),
  };
}

const DEFAULT_VALIDATION: Partial<Record<FieldType, Field["validation"]>> = {
  text: { maxLen: 200 },
  longtext: { maxLen: 5_000 },
  richtext: { maxLen: 20_000 },
  address: { maxLen: 300 },
  email: { maxLen: 254 },
  phone: { maxLen: 40 },
  url: { maxLen: 500 },
  money: { min: 0 },
  percent: { min: 0, max: 100 },
  rating: { min: 1, max: 5 },
  duration: { min: 0 },
};

/** A complete field with the defaults of its type. */
export function makeField(entityKey: string, parsed: ParsedField): Field {
  const validation = DEFAULT_VALIDATION[parsed.type];
  return {
    id: `fld.${entityKey}.${parsed.key}`,
    key: parsed.key,
    label: parsed.label ?? toLabel(parsed.key),
    type: parsed.type,
    required: parsed.flags.includes("!"),
    unique: parsed.flags.includes("^"),
    indexed: parsed.flags.includes("#"),
    searchable: parsed.flags.includes("*"),
    sensitive: parsed.flags.includes("$"),
    ...(parsed.enumKey ? { enum: parsed.enumKey } : {}),
    ...(validation ? { validation } : {}),
  };
}

/** A field may be called "constructor", so what every object inherits does not count. */
const own = <T>(values: Record<string, T> | undefined, key: string): T | undefined =>
  values && Object.hasOwn(values, key) ? values[key] : undefined;

export function buildEntity(spec: EntitySpec): Entity {
  const [one = spec.label, many = pluralize(one)] = spec.label.split("|");
  const fields = spec.fields.map((line): Field => {
    const field = makeField(spec.key, parseField(line));
    const product = own(spec.products, field.key);
    const help = own(spec.help, field.key);
    const value = own(spec.defaults, field.key);
    return {
      ...field,
      ...(product ? { computed: { op: "multiply" as const, fields: product } } : {}),
      ...(help ? { help } : {}),
      ...(value === undefined ? {} : { default: value }),
    };
  });
  return {
    id: entityId(spec.key),
    key: spec.key,
    label: { one, many },
    ...(spec.icon ? { icon: spec.icon } : {}),
    owner: spec.owner ?? "none",
    ownerMode: spec.assigned ? "assigned" : "creator",
    titleField: spec.title,
    softDelete: false,
    timestamps: true,
    fields,
    access: {
      read: parseRules(spec.read),
      create: parseRules(spec.create),
      update: parseRules(spec.update),
      delete: parseRules(spec.delete),
    },
    uniques: [],
    ordered: [],
    savedViews: [],
    views: ["table", "detail"],
    ...spec.extra,
  };
}

/** Rules out of words such as `owner role:admin via:lease.tenant`. */
export function parseRules(text: string): Rule[] {
  return text.split(/\s+/).filter(Boolean).map(parseRule);
}

function parseRule(word: string): Rule {
  const [kind = "", argument = ""] = word.split(":");
  switch (kind) {
    case "anyone":
      return { kind: "anyone" };
    case "signed":
      return { kind: "signedIn" };
    case "owner":
      return { kind: "owner" };
    case "org":
      return { kind: "orgMember" };
    case "role":
      return { kind: "role", role: argument };
    case "via":
      return { kind: "relatedOwner", relation: relationId(argument) };
    case "shared":
      return { kind: "sharedVia", relation: relationId(argument) };
    case "column":
      return { kind: "column", field: argument };
    default:
      throw new RangeError(`malformed rule: ${word}`);
  }
}

/** One relation line of a spec. Throws RangeError when it is malformed. */
export function buildRelation(line: string): Relation {
  const match = RELATION.exec(line);
  const [, from = "", key = "", arrow = "", to = "", onDelete = "", label] = match ?? [];
  if (!match) throw new RangeError(`malformed relation: ${line}`);
  return {
    id: relationId(`${from}.${key}`),
    kind: arrow === "<->" ? "many-many" : "many-one",
    from: entityId(from),
    to: to === "account" ? "account" : entityId(to),
    key,
    fromLabel: label ?? toLabel(key),
    toLabel: toLabel(pluralize(from.replaceAll("_", " "))),
    required: arrow === "=>",
    onDelete: onDelete === "cascade" ? "cascade" : onDelete === "null" ? "setNull" : "restrict",
  };
}

/** The pages of an app: its landing page, one list per entity and, where people sign in, a dashboard and settings. */
export function pagesFor(
  visibility: Blueprint["app"]["visibility"],
  entities: Blueprint["entities"],
): Blueprint["pages"] {
  const lists = entities.map((entity) => ({
    path: `/${(entity.plural ?? entity.key).replaceAll("_", "-")}`,
    kind: "list" as const,
    entity: entity.id,
    roles: [],
  }));
  const landing = { path: "/", kind: "landing" as const, roles: [] };
  if (visibility === "invite") return [landing, ...lists];
  return [
    landing,
    { path: "/dashboard", kind: "dashboard", roles: [] },
    { path: "/settings", kind: "settings", roles: [] },
    ...lists,
  ];
}
