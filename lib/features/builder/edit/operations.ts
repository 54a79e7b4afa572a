import { z } from "zod";
import { FIELD_TYPES, fieldSchema, identifierSchema, LIMITS, ruleSchema, VERBS } from "../blueprint/blueprint.schema";
import type { BlueprintIssue } from "../blueprint/issues";

const label = z.string().trim().min(1).max(80);
/** Ids, not keys: a rename must not lose what comes after it. */
const id = z.string().min(1).max(80);
const options = z.array(label).max(LIMITS.enumValues).default([]);
/** Choices and roles are named by their key as it is when the operation's turn comes. */
const key = identifierSchema;
export const RELATION_KINDS = ["many-one", "one-one", "many-many"] as const;
const onDelete = z.enum(["restrict", "cascade", "setNull"]);

/** Most operations of one change. */
export const OPERATIONS_MAX = 200;

/** What can be filled in for a link of two lists; choices would need a list of their own. */
export const LINK_FIELD_TYPES = ["text", "longtext", "int", "decimal", "money", "percent", "bool", "date"] as const;

/** One change of a blueprint, as a person would say it. Everything the Builder can change goes through these. */
export const operationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("renameApp"), name: label }),
  z.strictObject({ kind: z.literal("addEntity"), label, fields: z.array(label).max(20).default([]) }),
  z.strictObject({ kind: z.literal("renameEntity"), entity: id, label }),
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
    default: z.union([z.string().max(500), z.number(), z.boolean()]).nullish(),
    help: z.string().trim().max(300).nullish(),
    validation: fieldSchema.shape.validation.nullable(),
  }),
  z.strictObject({ kind: z.literal("removeField"), entity: id, field: id }),
  z.strictObject({ kind: z.literal("addOption"), entity: id, field: id, label }),
  z.strictObject({ kind: z.literal("renameOption"), entity: id, field: id, option: key, label }),
  z.strictObject({ kind: z.literal("removeOption"), entity: id, field: id, option: key }),
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
    power: z.enum(["isAdmin", "selfSelect", "isDefault"]),
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
    power: z.enum(["isAdmin", "selfSelect", "isDefault"]),
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
