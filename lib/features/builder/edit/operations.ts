import { z } from "zod";
import {
  appSchema,
  conditionSchema,
  FIELD_TYPES,
  fieldSchema,
  identifierSchema,
  LIMITS,
  LOCALES,
  POWERS,
  ruleSchema,
  SAMPLE_ROWS_MAX,
  VERBS,
} from "../blueprint/blueprint.schema";
import { BUILT_FEATURES } from "../blueprint/features";
import type { BlueprintIssue } from "../blueprint/issues";
import { BUILT_STACKS } from "../blueprint/stacks";

const label = z.string().trim().min(1).max(80);
/** Ids, not keys: a rename must not lose what comes after it. */
const id = z.string().min(1).max(80);
const options = z.array(label).max(LIMITS.enumValues).default([]);
/** Choices and roles are named by their key as it is when the operation's turn comes. */
const key = identifierSchema;
export const RELATION_KINDS = ["many-one", "one-one", "many-many"] as const;
/** A place in a list, from 0; beyond the end is the end. */
const place = z.int().min(0).max(LIMITS.fieldsPerEntity);
const onDelete = z.enum(["restrict", "cascade", "setNull"]);

/** Most operations of one change. */
export const OPERATIONS_MAX = 200;

export const VIEW_CONDITIONS_MAX = 5;

/** What can be filled in for a link of two lists; choices would need a list of their own. */
export const LINK_FIELD_TYPES = ["text", "longtext", "int", "decimal", "money", "percent", "bool", "date"] as const;

/** One change of a blueprint, as a person would say it. Everything the Builder can change goes through these. */
export const operationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("renameApp"), name: label }),
  /** What is left out stays. */
  z.strictObject({
    kind: z.literal("changeApp"),
    tagline: z.string().trim().max(160).optional(),
    /** The language of the app's own words; the names in the plan stay as they are. */
    locale: z.enum(LOCALES).optional(),
    /** ISO 4217, such as EUR. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    theme: appSchema.shape.theme.partial().optional(),
    /** Made-up rows that each list starts with. */
    sampleRows: z.int().min(0).max(SAMPLE_ROWS_MAX).optional(),
  }),
  /** What the app is built as; its lists, rules and migrations stay. */
  z.strictObject({ kind: z.literal("setStack"), stack: z.enum(BUILT_STACKS) }),
  z.strictObject({ kind: z.literal("setFeature"), feature: z.enum(BUILT_FEATURES), on: z.boolean() }),
  z.strictObject({ kind: z.literal("addEntity"), label, fields: z.array(label).max(20).default([]) }),
  /** `many` is worked out where it is left out; English rules do not fit every word. */
  z.strictObject({ kind: z.literal("renameEntity"), entity: id, label, many: label.optional() }),
  /** To a place counted from 0, in the menu and on the first page. */
  z.strictObject({ kind: z.literal("moveEntity"), entity: id, to: place }),
  /** The field by which a row is called elsewhere. */
  z.strictObject({ kind: z.literal("setTitle"), entity: id, field: id }),
  z.strictObject({ kind: z.literal("removeEntity"), entity: id }),
  z.strictObject({
    kind: z.literal("addField"),
    entity: id,
    label,
    type: z.enum(FIELD_TYPES),
    required: z.boolean().default(false),
    /** Choices of a field of type enum or multiEnum. */
    options,
  }),
  z.strictObject({ kind: z.literal("renameField"), entity: id, field: id, label }),
  z.strictObject({ kind: z.literal("setRequired"), entity: id, field: id, required: z.boolean() }),
  /** What is left out stays; null takes it away. A new type starts with the limits of that type and no default. */
  z.strictObject({
    kind: z.literal("changeField"),
    entity: id,
    field: id,
    type: z.enum(FIELD_TYPES).optional(),
    /** Choices, when the new type needs them and the field had none. */
    options,
    unique: z.boolean().optional(),
    searchable: z.boolean().optional(),
    /** Kept out of lists, shown on the row's own page. */
    sensitive: z.boolean().optional(),
    /** Quick to sort and filter by when there are many rows. */
    indexed: z.boolean().optional(),
    default: z.union([z.string().max(500), z.number(), z.boolean()]).nullish(),
    help: z.string().trim().max(300).nullish(),
    validation: fieldSchema.shape.validation.nullable(),
  }),
  z.strictObject({ kind: z.literal("removeField"), entity: id, field: id }),
  z.strictObject({ kind: z.literal("moveField"), entity: id, field: id, to: place }),
  /** The product of two numbers of the same row, which nobody types in; null makes it a field to fill in. */
  z.strictObject({ kind: z.literal("setProduct"), entity: id, field: id, of: z.tuple([id, id]).nullable() }),
  z.strictObject({ kind: z.literal("addOption"), entity: id, field: id, label }),
  z.strictObject({ kind: z.literal("renameOption"), entity: id, field: id, option: key, label }),
  z.strictObject({ kind: z.literal("removeOption"), entity: id, field: id, option: key }),
  z.strictObject({ kind: z.literal("moveOption"), entity: id, field: id, option: key, to: place }),
  z.strictObject({
    kind: z.literal("addRelation"),
    from: id,
    /** An entity, or `account` for people who can sign in. */
    to: id,
    relation: z.enum(RELATION_KINDS),
    /** What it is called from each end; the other list's name when left out. */
    label: label.optional(),
    backLabel: label.optional(),
    required: z.boolean().default(false),
    onDelete: onDelete.default("restrict"),
  }),
  z.strictObject({
    kind: z.literal("changeRelation"),
    relation: id,
    label: label.optional(),
    backLabel: label.optional(),
    /** Between one and many; a link of many to many is made anew. */
    cardinality: z.enum(["many-one", "one-one"]).optional(),
    required: z.boolean().optional(),
    onDelete: onDelete.optional(),
  }),
  z.strictObject({ kind: z.literal("removeRelation"), relation: id }),
  z.strictObject({ kind: z.literal("addLinkField"), relation: id, label, type: z.enum(LINK_FIELD_TYPES) }),
  z.strictObject({ kind: z.literal("removeLinkField"), relation: id, field: id }),
  z.strictObject({
    kind: z.literal("addRole"),
    label,
    /** Sees own things and the team, not the other guests. */
    isGuest: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal("renameRole"), role: key, label }),
  z.strictObject({ kind: z.literal("removeRole"), role: key }),
  /** Taking a power away happens at once; giving one is held back until `allowRole`. */
  z.strictObject({
    kind: z.literal("setRolePower"),
    role: key,
    power: z.enum(POWERS),
    on: z.boolean(),
  }),
  /** All rules of one deed. Those looser than usual that are not given yet are held back until `allowAccess`. */
  z.strictObject({
    kind: z.literal("setAccess"),
    entity: id,
    verb: z.enum(VERBS),
    rules: z.array(ruleSchema).max(20),
  }),
  z.strictObject({
    kind: z.literal("setWorkflow"),
    entity: id,
    /** The field of choices that holds the state. */
    field: id,
    /** No role: everybody who may change the row. */
    transitions: z
      .array(z.strictObject({ from: key, to: key, roles: z.array(key).max(LIMITS.roles).default([]) }))
      .min(1)
      .max(100),
  }),
  z.strictObject({ kind: z.literal("removeWorkflow"), entity: id }),
  /** Fields or links whose values may come together only once. */
  z.strictObject({ kind: z.literal("addUnique"), entity: id, parts: z.array(id).min(2).max(5) }),
  z.strictObject({ kind: z.literal("removeUnique"), entity: id, parts: z.array(id).min(2).max(5) }),
  /** `a` comes before `b`: dates, times or numbers. */
  z.strictObject({ kind: z.literal("addOrder"), entity: id, a: id, b: id }),
  z.strictObject({ kind: z.literal("removeOrder"), entity: id, a: id, b: id }),
  /** Rows with the same linked row do not overlap in time; null lets them. */
  z.strictObject({
    kind: z.literal("setNoOverlap"),
    entity: id,
    rule: z.strictObject({ relation: id, start: id, end: id }).nullable(),
  }),
  /** Rows are added only while the linked row has this choice; null lets them be added at any time. */
  z.strictObject({
    kind: z.literal("setOnlyWhen"),
    entity: id,
    rule: z.strictObject({ relation: id, field: id, value: key }).nullable(),
  }),
  /** A saved choice of rows: all conditions hold. Fields by their id. */
  z.strictObject({
    kind: z.literal("addView"),
    entity: id,
    label,
    conditions: z
      .array(conditionSchema.extend({ field: id }))
      .min(1)
      .max(VIEW_CONDITIONS_MAX),
  }),
  z.strictObject({ kind: z.literal("removeView"), entity: id, view: key }),
  z.strictObject({ kind: z.literal("setMenu"), entity: id, on: z.boolean() }),
  z.strictObject({ kind: z.literal("addReport"), entity: id, label, groupBy: id, sum: id.optional() }),
  z.strictObject({ kind: z.literal("removeReport"), report: key }),
  /** The field whose every change is written down; null stops it. */
  z.strictObject({ kind: z.literal("setHistory"), entity: id, field: id.nullable() }),
  /** Accepts a right that the plan holds back. Rights that nobody proposed cannot be given this way. */
  z.strictObject({ kind: z.literal("allowAccess"), entity: id, verb: z.enum(VERBS), rule: ruleSchema }),
  z.strictObject({
    kind: z.literal("allowRole"),
    role: id,
    power: z.enum(POWERS),
  }),
]);

export const operationsSchema = z.array(operationSchema).min(1).max(OPERATIONS_MAX);

export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<K extends Operation["kind"]> = Extract<Operation, { kind: K }>;

/** A change that cannot be made. The message says why, in words for the person who asked. */
export class EditError extends Error {
  constructor(
    readonly code: "not_found" | "not_understood" | "not_possible",
    message: string,
    /** What the checks of the whole plan found, where it was they that refused. */
    readonly issues: readonly BlueprintIssue[] = [],
  ) {
    super(message);
    this.name = "EditError";
  }
}
