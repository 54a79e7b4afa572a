import type { Blueprint, Entity, GeneratedFile, Relation } from "@/lib/features/builder";

export type Must = {
  text: string;
  holds: (blueprint: Blueprint, files: readonly GeneratedFile[]) => boolean;
  /** Takes away what the must asks for, the way a parser that stopped understanding it would. */
  lose: (blueprint: Blueprint) => void;
};
export type Idea = { id: string; text: string; musts: Must[] };

type Verb = "read" | "create" | "update" | "delete";

export const entity = (blueprint: Blueprint, key: string): Entity | undefined =>
  blueprint.entities.find((item) => item.key === key);

/** Rules of a verb in short: `owner`, `role:manager`. */
export const kinds = (blueprint: Blueprint, key: string, verb: Verb): string[] =>
  (entity(blueprint, key)?.access[verb] ?? []).map((rule) => (rule.kind === "role" ? `role:${rule.role}` : rule.kind));

export const field = (blueprint: Blueprint, key: string, name: string) =>
  entity(blueprint, key)?.fields.find((item) => item.key === name);

/** `kind from -> to` of every relation, in entity keys. */
export const relations = (blueprint: Blueprint): string[] =>
  blueprint.relations.map(
    (relation) => `${keyOf(blueprint, relation.from)} ${relation.kind} ${keyOf(blueprint, relation.to)}`,
  );

const keyOf = (blueprint: Blueprint, id: Relation["from"]): string =>
  blueprint.entities.find((item) => item.id === id)?.key ?? id;

export const quotes = (blueprint: Blueprint): string => blueprint.unsupported.map((item) => item.quote).join("\n");

export const content = (files: readonly GeneratedFile[], path: string): string =>
  files.find((file) => file.path === path)?.content ?? "";
export const sql = (files: readonly GeneratedFile[]): string => content(files, "supabase/migrations/0002_data.sql");

export function rename(item: { key: string } | undefined): void {
  if (item) item.key = `${item.key}_lost`;
}

export function dropField(blueprint: Blueprint, key: string, name: string): void {
  const owner = entity(blueprint, key);
  if (owner) owner.fields = owner.fields.filter((item) => item.key !== name);
}

export function dropEntity(blueprint: Blueprint, key: string): void {
  const gone = entity(blueprint, key)?.id;
  blueprint.entities = blueprint.entities.filter((item) => item.id !== gone);
  blueprint.relations = blueprint.relations.filter((item) => item.from !== gone && item.to !== gone);
}

export const dropRelation = (blueprint: Blueprint, kind: Relation["kind"]): void => {
  blueprint.relations = blueprint.relations.filter((item) => item.kind !== kind);
};

export function lock(blueprint: Blueprint, key: string, verb: Verb): void {
  const access = entity(blueprint, key)?.access;
  if (access) access[verb] = [];
}

export function closeForm(blueprint: Blueprint): void {
  for (const item of blueprint.entities) item.access.create = [];
}
