import { z } from "zod";

/** Version of the blueprint document. Older documents are migrated in `migrateBlueprint` before they are read. */
export const BLUEPRINT_VERSION = 1;

export const LIMITS = {
  ideaChars: 20_000,
  entities: 40,
  fieldsPerEntity: 60,
  relations: 200,
  enumValues: 60,
  roles: 12,
  identifier: 40,
  questions: 3,
} as const;

export const FIELD_TYPES = [
  "text",
  "longtext",
  "richtext",
  "int",
  "decimal",
  "money",
  "percent",
  "bool",
  "date",
  "time",
  "datetime",
  "duration",
  "email",
  "url",
  "phone",
  "enum",
  "multiEnum",
  "tags",
  "file",
  "image",
  "color",
  "json",
  "rating",
  "geo",
  "address",
] as const;

export const FEATURES = [
  "comments",
  "attachments",
  "activity",
  "search",
  "csv-import",
  "csv-export",
  "notifications",
  "public-form",
  "reports",
] as const;

export const LOCALES = ["en", "es", "fr", "de", "pt", "it", "ar"] as const;
/** What a role may be more than its rules say. `team`: sees who else has an account. */
export const POWERS = ["isAdmin", "selfSelect", "isDefault", "team"] as const;
export const SAMPLE_ROWS_MAX = 50;
export const VERBS = ["read", "create", "update", "delete"] as const;

/** Identifiers reach SQL and TypeScript, so their alphabet is closed: lower-case ASCII words joined by `_`. */
export const identifierSchema = z
  .string()
  .max(LIMITS.identifier)
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, "Use lower-case letters, digits and single underscores");

const stableIdSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9_.-]*$/);
const labelSchema = z.string().trim().min(1).max(80);
const sentenceSchema = z.string().max(2_000);
const pairSchema = z.strictObject({ one: labelSchema, many: labelSchema });

export const ruleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("anyone") }),
  z.strictObject({ kind: z.literal("signedIn") }),
  z.strictObject({ kind: z.literal("owner") }),
  z.strictObject({ kind: z.literal("orgMember") }),
  z.strictObject({ kind: z.literal("role"), role: identifierSchema }),
  /** The row this one points to (relation.from is this entity) belongs to the user. */
  z.strictObject({ kind: z.literal("relatedOwner"), relation: stableIdSchema }),
  /** A row of the user's points to this one (relation.to is this entity), or a many-many link does. */
  z.strictObject({ kind: z.literal("sharedVia"), relation: stableIdSchema }),
  /** The row says itself that it is public: a bool field that is true. */
  z.strictObject({ kind: z.literal("column"), field: identifierSchema }),
]);

const rulesSchema = z.array(ruleSchema).max(20);

export const accessSchema = z.strictObject({
  read: rulesSchema,
  create: rulesSchema,
  update: rulesSchema,
  delete: rulesSchema,
});

export const fieldSchema = z.strictObject({
  id: stableIdSchema,
  key: identifierSchema,
  label: labelSchema,
  type: z.enum(FIELD_TYPES),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  default: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
  indexed: z.boolean().default(false),
  searchable: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  help: z.string().max(300).optional(),
  /** Key of an enum; required when type is enum or multiEnum. */
  enum: identifierSchema.optional(),
  /** A stored product of two numeric fields of the same entity; nobody types it in. */
  computed: z
    .strictObject({ op: z.literal("multiply"), fields: z.tuple([identifierSchema, identifierSchema]) })
    .optional(),
  validation: z
    .strictObject({
      min: z.number().optional(),
      max: z.number().optional(),
      minLen: z.int().min(0).optional(),
      maxLen: z.int().min(1).max(100_000).optional(),
      pattern: z.string().max(200).optional(),
      step: z.number().positive().optional(),
    })
    .optional(),
});

export const conditionSchema = z.strictObject({
  field: identifierSchema,
  op: z.enum(["eq", "neq", "isEmpty", "isSet", "beforeToday", "afterToday"]),
  value: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
});

export const entitySchema = z.strictObject({
  id: stableIdSchema,
  key: identifierSchema,
  label: pairSchema,
  /** Table name; derived from the key when absent. */
  plural: identifierSchema.optional(),
  icon: z.string().max(40).optional(),
  owner: z.enum(["user", "org", "none"]),
  /** creator: whoever saves the row owns it. assigned: staff says which account it belongs to. */
  ownerMode: z.enum(["creator", "assigned"]).default("creator"),
  titleField: identifierSchema,
  softDelete: z.boolean().default(false),
  timestamps: z.boolean().default(true),
  fields: z.array(fieldSchema).min(1).max(LIMITS.fieldsPerEntity),
  access: accessSchema,
  workflow: z
    .strictObject({
      field: identifierSchema,
      transitions: z
        .array(
          z.strictObject({
            from: identifierSchema,
            to: identifierSchema,
            roles: z.array(identifierSchema).default([]),
          }),
        )
        .max(100),
    })
    .optional(),
  /** Enum field whose every change is written to an append-only history table. */
  audit: z.strictObject({ field: identifierSchema, readers: rulesSchema }).optional(),
  /** Sets of field keys or relation ids that must be unique together. */
  uniques: z.array(z.array(stableIdSchema).min(2).max(5)).max(10).default([]),
  /** `a` must come before `b` (dates, times or numbers). */
  ordered: z
    .array(z.strictObject({ a: identifierSchema, b: identifierSchema }))
    .max(10)
    .default([]),
  /** Two rows with the same related row may not overlap in time. */
  noOverlap: z.strictObject({ relation: stableIdSchema, start: identifierSchema, end: identifierSchema }).optional(),
  /** Only rows whose parent (relation) has this value in a field may be added, e.g. a review after a done walk. */
  onlyWhen: z.strictObject({ relation: stableIdSchema, field: identifierSchema, value: identifierSchema }).optional(),
  savedViews: z
    .array(
      z.strictObject({ key: identifierSchema, label: labelSchema, conditions: z.array(conditionSchema).min(1).max(5) }),
    )
    .max(8)
    .default([]),
  views: z.array(z.enum(["table", "cards", "kanban", "calendar", "detail"])).default(["table", "detail"]),
});

export const relationSchema = z.strictObject({
  id: stableIdSchema,
  kind: z.enum(["one-one", "many-one", "many-many"]),
  /** Entity ids. `account` as `to` points to a user account (profiles). */
  from: stableIdSchema,
  to: stableIdSchema,
  /** Column stem on the `from` side, e.g. `flat` gives `flat_id`. */
  key: identifierSchema,
  fromLabel: labelSchema,
  toLabel: labelSchema,
  required: z.boolean().default(false),
  onDelete: z.enum(["restrict", "cascade", "setNull"]).default("restrict"),
  through: z.strictObject({ fields: z.array(fieldSchema).max(10) }).optional(),
});

export const roleSchema = z.strictObject({
  /** Stays when the key changes; the key stands in for it when absent. */
  id: stableIdSchema.optional(),
  key: identifierSchema,
  label: labelSchema,
  isDefault: z.boolean().default(false),
  isAdmin: z.boolean().default(false),
  /** People may pick this role themselves at sign-up. Never allowed for an admin role. */
  selfSelect: z.boolean().default(false),
  /** Sees own things and the team, but not who else is a guest: customers, parents, tenants. */
  isGuest: z.boolean().default(false),
});

export const enumSchema = z.strictObject({
  key: identifierSchema,
  label: labelSchema,
  values: z
    .array(
      z.strictObject({
        /** Stays when the key changes; the key stands in for it when absent. */
        id: stableIdSchema.optional(),
        key: identifierSchema,
        label: labelSchema,
        color: z
          .string()
          .regex(/^#[0-9a-f]{6}$/i)
          .optional(),
      }),
    )
    .min(1)
    .max(LIMITS.enumValues),
});

export const reportSchema = z.strictObject({
  key: identifierSchema,
  label: labelSchema,
  entity: stableIdSchema,
  /** A relation id or the key of an enum field of the entity. */
  groupBy: stableIdSchema,
  /** Field to add up; rows are counted when absent. */
  sum: identifierSchema.optional(),
  roles: z.array(identifierSchema).max(LIMITS.roles),
});

export const questionSchema = z.strictObject({
  id: stableIdSchema,
  text: z.string().min(1).max(300),
  options: z
    .array(z.strictObject({ key: identifierSchema, label: labelSchema }))
    .min(2)
    .max(6),
  /** What is assumed when the question is skipped. */
  default: identifierSchema,
  path: z.string().max(200),
});

export const reviewSchema = z.strictObject({
  path: z.string().max(200),
  code: z.enum(["open_to_anyone", "open_to_signed_in", "extra_admin_role", "self_select_role", "public_write"]),
  message: z.string().max(500),
});

/** Access that was asked for beyond the default and is not given until a person accepts it. */
export const heldSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("access"),
    entity: stableIdSchema,
    verb: z.enum(VERBS),
    rule: ruleSchema,
    message: z.string().max(500),
  }),
  z.strictObject({
    kind: z.literal("role"),
    role: identifierSchema,
    power: z.enum(POWERS),
    message: z.string().max(500),
  }),
]);

export const appSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  slug: z
    .string()
    .max(LIMITS.identifier)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  tagline: z.string().max(160),
  description: z.string().max(1_000),
  theme: z.strictObject({
    primary: z.string().regex(/^#[0-9a-f]{6}$/i),
    radius: z.enum(["none", "small", "medium", "large"]),
    font: z.enum(["system", "serif", "rounded", "mono"]),
    dark: z.enum(["auto", "light", "dark"]),
  }),
  visibility: z.enum(["public", "login", "invite"]),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("USD"),
});

export const blueprintSchema = z.strictObject({
  version: z.literal(BLUEPRINT_VERSION),
  locale: z.enum(LOCALES),
  source: z.strictObject({
    ideaText: z.string().max(LIMITS.ideaChars),
    hash: z.string().max(80),
    parser: z.enum(["llm", "offline", "form"]),
    model: z.string().max(100).optional(),
  }),
  app: appSchema,
  stack: z.enum(["next-supabase", "vite-supabase", "hono-postgres"]),
  tenancy: z.enum(["none", "user", "organization"]),
  roles: z.array(roleSchema).max(LIMITS.roles),
  enums: z.array(enumSchema).max(60),
  entities: z.array(entitySchema).min(1).max(LIMITS.entities),
  relations: z.array(relationSchema).max(LIMITS.relations),
  pages: z
    .array(
      z.strictObject({
        path: z
          .string()
          .max(120)
          .regex(/^\/[a-z0-9\-/[\]]*$/),
        kind: z.enum(["landing", "dashboard", "list", "detail", "form", "settings", "custom-text"]),
        entity: stableIdSchema.optional(),
        roles: z.array(identifierSchema).default([]),
      }),
    )
    .max(300),
  reports: z.array(reportSchema).max(20).default([]),
  features: z.array(z.enum(FEATURES)).max(FEATURES.length),
  integrations: z.array(z.enum(["email", "stripe-stub", "storage"])).max(3),
  seed: z.strictObject({ count: z.int().min(0).max(SAMPLE_ROWS_MAX), rngSeed: z.int().min(0).max(2_147_483_647) }),
  questions: z.array(questionSchema).max(LIMITS.questions).default([]),
  assumptions: z.array(z.strictObject({ text: sentenceSchema, path: z.string().max(200) })).max(200),
  unsupported: z
    .array(z.strictObject({ quote: sentenceSchema, reason: sentenceSchema, suggestion: sentenceSchema }))
    .max(400),
  warnings: z
    .array(z.strictObject({ code: identifierSchema, message: sentenceSchema, path: z.string().max(200) }))
    .max(400),
  review: z.array(reviewSchema).max(400).default([]),
  held: z.array(heldSchema).max(400).optional(),
});

export type Blueprint = z.infer<typeof blueprintSchema>;
/** What a form or a model may send: defaults may be left out. */
export type BlueprintInput = z.input<typeof blueprintSchema>;
export type Entity = z.infer<typeof entitySchema>;
export type Field = z.infer<typeof fieldSchema>;
export type FieldType = (typeof FIELD_TYPES)[number];
export type Relation = z.infer<typeof relationSchema>;
export type Role = z.infer<typeof roleSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Access = z.infer<typeof accessSchema>;
export type EnumDef = z.infer<typeof enumSchema>;
export type Report = z.infer<typeof reportSchema>;
export type Question = z.infer<typeof questionSchema>;
export type ReviewItem = z.infer<typeof reviewSchema>;
export type Held = z.infer<typeof heldSchema>;
export type Locale = (typeof LOCALES)[number];
export type Power = (typeof POWERS)[number];
export type Verb = (typeof VERBS)[number];

/** Relation target that stands for a user account instead of an entity. */
export const ACCOUNT_ENTITY_ID = "account";
