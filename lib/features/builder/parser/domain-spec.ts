import type { Blueprint, Entity, FieldType, Question, Report } from "../blueprint/blueprint.schema";

/**
 * Compact, code-reviewed description of a domain; `buildFromSpec` turns it into blueprint parts.
 *
 * Field: `key:type(enum)flags Label`, flags `!` required, `*` searchable, `^` unique, `#` indexed, `$` sensitive.
 * Relation: `from.key -> to`, `=>` for required; then `cascade` or `null`. `from.key <-> to` is many-many.
 * Rules: words out of `anyone signed owner org role:x via:from.key shared:from.key column:field`.
 */
export type EntitySpec = {
  key: string;
  label: string;
  owner?: Entity["owner"];
  assigned?: boolean;
  title: string;
  icon?: string;
  fields: string[];
  read: string;
  create: string;
  update: string;
  delete: string;
  extra?: Partial<
    Pick<Entity, "workflow" | "audit" | "uniques" | "ordered" | "noOverlap" | "onlyWhen" | "savedViews" | "views">
  >;
  /** key to [field, field]: stored products. */
  products?: Record<string, [string, string]>;
  help?: Record<string, string>;
  defaults?: Record<string, string | number | boolean>;
};

export type RoleSpec = {
  key: string;
  label: string;
  isDefault?: true;
  isAdmin?: true;
  selfSelect?: true;
  isGuest?: true;
};

export type DomainSpec = {
  tenancy: Blueprint["tenancy"];
  visibility: Blueprint["app"]["visibility"];
  name: string;
  tagline: string;
  primary: string;
  roles: RoleSpec[];
  /** key to `Label: value=Label|value=Label`. */
  enums: Record<string, string>;
  entities: EntitySpec[];
  relations: string[];
  reports?: Report[];
  features?: Blueprint["features"];
  integrations?: Blueprint["integrations"];
  assumptions: string[];
  questions?: Question[];
  /** Phrases of the idea that this domain answers, beyond the words of its labels. */
  covers: RegExp[];
  /** Limits people state that this domain keeps by itself; any other is listed as not kept. */
  keeps?: RegExp[];
  currency?: string;
};

export type ParsedField = {
  key: string;
  type: FieldType;
  enumKey?: string;
  flags: string;
  label?: string;
};
