import { z } from "zod";
import { FIELD_TYPES, LIMITS, ruleSchema, VERBS } from "../blueprint/blueprint.schema";

const label = z.string().trim().min(1).max(80);
/** Ids, not keys: a rename must not lose what comes after it. */
const id = z.string().min(1).max(80);

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
    options: z.array(label).max(LIMITS.enumValues).default([]),
  }),
  z.strictObject({ kind: z.literal("renameField"), entity: id, field: id, label }),
  z.strictObject({ kind: z.literal("setRequired"), entity: id, field: id, required: z.boolean() }),
  z.strictObject({ kind: z.literal("removeField"), entity: id, field: id }),
  z.strictObject({ kind: z.literal("addOption"), entity: id, field: id, label }),
  /** Accepts a right that the plan holds back. Rights that nobody proposed cannot be given this way. */
  z.strictObject({ kind: z.literal("allowAccess"), entity: id, verb: z.enum(VERBS), rule: ruleSchema }),
  z.strictObject({ kind: z.literal("allowRole"), role: id, power: z.enum(["isAdmin", "selfSelect"]) }),
]);

export const operationsSchema = z.array(operationSchema).min(1).max(50);

export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<K extends Operation["kind"]> = Extract<Operation, { kind: K }>;

/** A change that cannot be made. The message says why, in words for the person who asked. */
export class EditError extends Error {
  constructor(
    readonly code: "not_found" | "not_understood" | "not_possible",
    message: string,
  ) {
    super(message);
    this.name = "EditError";
  }
}
