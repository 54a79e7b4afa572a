import {
  ACCOUNT_ENTITY_ID,
  type Blueprint,
  type Entity,
  type EnumDef,
  type Field,
  type Relation,
  type Rule,
} from "../blueprint/blueprint.schema";
import { pluralize, toCamel } from "../blueprint/names";

/** A blueprint with every name resolved once, shared by all emitters and all stacks. */
export type Model = {
  blueprint: Blueprint;
  isOrg: boolean;
  roles: RoleModel[];
  adminRoles: string[];
  defaultRole: string;
  /** Entities, then link tables of many-many relations. Parents come before children. */
  tables: TableModel[];
  entities: TableModel[];
  links: LinkModel[];
  hasFiles: boolean;
};

export type RoleModel = {
  id?: string | undefined;
  key: string;
  label: string;
  isDefault: boolean;
  isAdmin: boolean;
  selfSelect: boolean;
  isGuest: boolean;
};

export type ColumnModel = {
  field: Field;
  column: string;
  enumDef?: EnumDef;
};

export type LinkColumn = {
  relation: Relation;
  column: string;
  /** Table the column points to; null stands for an account. */
  target: TableModel | null;
};

export type TableModel = {
  entity: Entity;
  table: string;
  route: string;
  camel: string;
  columns: ColumnModel[];
  links: LinkColumn[];
  hasOwner: boolean;
  hasOrg: boolean;
  isLink: boolean;
};

/** A many-many relation with its link table. */
export type LinkModel = { relation: Relation; from: TableModel; to: TableModel; table: TableModel };

/** Used when a blueprint names no roles: everyone is equal, the first account looks after the rest. */
const PLAIN_ROLES: RoleModel[] = [
  { key: "admin", label: "Admin", isDefault: false, isAdmin: true, selfSelect: false, isGuest: false },
  { key: "member", label: "Member", isDefault: true, isAdmin: false, selfSelect: false, isGuest: false },
];

/** Resolves a valid blueprint. */
export function buildModel(blueprint: Blueprint): Model {
  const isOrg = blueprint.tenancy === "organization";
  const roles = blueprint.roles.length > 0 ? blueprint.roles : PLAIN_ROLES;
  const enums = new Map(blueprint.enums.map((item) => [item.key, item]));
  const byId = new Map<string, TableModel>();
  for (const entity of blueprint.entities) byId.set(entity.id, makeTable(entity, enums, isOrg));
  const entities = [...byId.values()];
  for (const relation of blueprint.relations) {
    const from = byId.get(relation.from);
    if (from && relation.kind !== "many-many") from.links.push(linkColumn(relation, byId));
  }
  const links = blueprint.relations.flatMap((relation) => makeLink(relation, { byId, enums, isOrg }));
  const tables = parentsFirst([...entities, ...links.map((link) => link.table)]);
  return {
    blueprint,
    isOrg,
    roles,
    adminRoles: roles.filter((role) => role.isAdmin).map((role) => role.key),
    defaultRole: roles.find((role) => role.isDefault)?.key ?? roles.at(-1)?.key ?? "member",
    tables,
    entities,
    links,
    hasFiles: entities.some((table) => table.columns.some(isFileColumn)),
  };
}

/** Roles that may see who else has an account. */
export function staffRoles(model: Pick<Model, "roles" | "isOrg">): string[] {
  const isStaff = (role: RoleModel): boolean =>
    role.isAdmin || !(role.isGuest || (!model.isOrg && (role.isDefault || role.selfSelect)));
  return model.roles.filter(isStaff).map((role) => role.key);
}

export const isFileColumn = (column: ColumnModel): boolean =>
  column.field.type === "file" || column.field.type === "image";
export const isStored = (column: ColumnModel): boolean => column.field.computed === undefined;

function makeTable(entity: Entity, enums: ReadonlyMap<string, EnumDef>, isOrg: boolean): TableModel {
  const table = entity.plural ?? pluralize(entity.key);
  return {
    entity,
    table,
    route: table.replaceAll("_", "-"),
    camel: toCamel(entity.key),
    columns: entity.fields.map((field) => {
      const enumDef = field.enum ? enums.get(field.enum) : undefined;
      return { field, column: columnName(field), ...(enumDef ? { enumDef } : {}) };
    }),
    links: [],
    hasOwner: entity.owner === "user",
    hasOrg: isOrg,
    isLink: false,
  };
}

/** Money is stored in minor units and files as paths; the column says so. */
function columnName(field: Field): string {
  if (field.type === "money") return `${field.key}_cents`;
  if (field.type === "file" || field.type === "image") return `${field.key}_path`;
  return field.key;
}

function linkColumn(relation: Relation, byId: ReadonlyMap<string, TableModel>): LinkColumn {
  const target = relation.to === ACCOUNT_ENTITY_ID ? null : (byId.get(relation.to) ?? null);
  return { relation, column: `${relation.key}_id`, target };
}

type LinkContext = { byId: ReadonlyMap<string, TableModel>; enums: ReadonlyMap<string, EnumDef>; isOrg: boolean };

function makeLink(relation: Relation, { byId, enums, isOrg }: LinkContext): LinkModel[] {
  const from = byId.get(relation.from);
  const to = byId.get(relation.to);
  if (relation.kind !== "many-many" || !from || !to) return [];
  const key = `${from.entity.key}_${relation.key}`.slice(0, 36);
  const near: Relation = {
    ...relation,
    id: `${relation.id}.near`,
    kind: "many-one",
    to: from.entity.id,
    key: "from",
    required: true,
    onDelete: "cascade",
  };
  const far: Relation = {
    ...relation,
    id: `${relation.id}.far`,
    kind: "many-one",
    to: to.entity.id,
    key: "to",
    required: true,
    onDelete: "cascade",
  };
  const own = { ...near, from: key, key: from.entity.key };
  const other = { ...far, from: key, key: from === to ? relation.key : to.entity.key };
  const entity: Entity = {
    ...from.entity,
    id: key,
    key,
    label: {
      one: `${from.entity.label.one}: ${relation.fromLabel}`,
      many: `${from.entity.label.one}: ${relation.fromLabel}`,
    },
    plural: `${key}_links`,
    owner: "none",
    ownerMode: "creator",
    fields: relation.through?.fields ?? [],
    access: linkAccess(from.entity, own.id),
    uniques: [[own.id, other.id]],
    ordered: [],
    savedViews: [],
  };
  const { workflow: _w, audit: _a, noOverlap: _n, onlyWhen: _o, ...plain } = entity;
  const table = { ...makeTable(plain, enums, isOrg), isLink: true };
  table.links = [
    { relation: own, column: `${own.key}_id`, target: from },
    { relation: other, column: `${other.key}_id`, target: to },
  ];
  return [{ relation, from, to, table }];
}

/** Whoever may see a row sees its links; whoever may change the row changes them. */
function linkAccess(entity: Entity, ownRelationId: string): Entity["access"] {
  const read = toLinkRules(entity.access.read, ownRelationId);
  const write = toLinkRules(entity.access.update, ownRelationId);
  return { read, create: write, update: [], delete: write };
}

function toLinkRules(rules: readonly Rule[], ownRelationId: string): Rule[] {
  const out = new Map<string, Rule>();
  for (const rule of rules) {
    if (rule.kind === "column") continue;
    const isTie = rule.kind === "owner" || rule.kind === "relatedOwner" || rule.kind === "sharedVia";
    const mapped: Rule = isTie ? { kind: "relatedOwner", relation: ownRelationId } : rule;
    out.set(JSON.stringify(mapped), mapped);
  }
  return [...out.values()];
}

/** Order for inserts: a table comes after the tables it must point to; otherwise blueprint order. */
function parentsFirst(tables: readonly TableModel[]): TableModel[] {
  const placed = new Set<TableModel>();
  const out: TableModel[] = [];
  const place = (table: TableModel, trail: ReadonlySet<TableModel>): void => {
    if (placed.has(table) || trail.has(table)) return;
    for (const link of table.links) {
      if (link.target && link.relation.required) place(link.target, new Set([...trail, table]));
    }
    for (const link of table.links) {
      if (link.target && !link.relation.required) place(link.target, new Set([...trail, table]));
    }
    if (placed.has(table)) return;
    placed.add(table);
    out.push(table);
  };
  for (const table of tables) place(table, new Set());
  return out;
}

/** The relation with this id as a link column, wherever it starts; many-many halves included. */
export function findLink(model: Model, relationId: string): { table: TableModel; link: LinkColumn } | undefined {
  for (const table of model.tables) {
    const link = table.links.find((item) => item.relation.id === relationId);
    if (link) return { table, link };
  }
  return undefined;
}

/** Whether a list has a page in the menu. A plan that names no list pages at all has them all. */
export function inMenu({ blueprint }: Model, { entity }: TableModel): boolean {
  const lists = blueprint.pages.filter((page) => page.kind === "list");
  return lists.length === 0 || lists.some((page) => page.entity === entity.id);
}
