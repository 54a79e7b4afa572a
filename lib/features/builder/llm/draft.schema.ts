import { z } from "zod";
import { blueprintSchema } from "../blueprint/blueprint.schema";

/**
 * The part of a blueprint that a model may write: the same schema without what the server knows better (where it came
 * from, which stack, which pages, what needs a review).
 */
export const draftSchema = blueprintSchema
  .omit({
    version: true,
    source: true,
    stack: true,
    pages: true,
    seed: true,
    warnings: true,
    review: true,
    held: true,
  })
  .extend({ app: blueprintSchema.shape.app.omit({ slug: true }) });
const draftKeys = Object.keys(draftSchema.shape);

export type Draft = z.infer<typeof draftSchema>;

type Json = { [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What strict structured output does not accept; the Zod schema checks it afterwards anyway. */
const notEnforced = new Set(["default", "minLength", "maxLength", "$schema", "propertyNames"]);

/**
 * The draft's JSON schema in the dialect of strict structured output: every property is required, an optional one may be
 * null instead, and alternatives are `anyOf`.
 */
export function draftJsonSchema(): object {
  return toStrict(z.toJSONSchema(draftSchema, { io: "input", reused: "inline" })) as object;
}

function toStrict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toStrict);
  if (!isObject(node)) return node;
  const entries = Object.entries(node).filter(([key]) => !notEnforced.has(key));
  const plain: Json = Object.fromEntries(
    entries
      .filter(([key]) => key !== "properties")
      .map(([key, value]) => [key === "oneOf" ? "anyOf" : key, toStrict(value)]),
  );
  if (Array.isArray(node.prefixItems)) return pairOf(node.prefixItems);
  if (!isObject(node.properties)) return plain;
  const required: readonly unknown[] = Array.isArray(node.required) ? node.required : [];
  const properties = Object.entries(node.properties).map(([key, value]) => {
    const strict = toStrict(value);
    return [key, required.includes(key) ? strict : { anyOf: [strict, { type: "null" }] }];
  });
  return {
    ...plain,
    properties: Object.fromEntries(properties),
    required: Object.keys(node.properties),
    additionalProperties: false,
  };
}

/** Tuples are lists of a fixed length there. */
function pairOf(items: readonly unknown[]): Json {
  return { type: "array", items: toStrict(items[0]), minItems: items.length, maxItems: items.length };
}

/** The draft inside an answer: models that are not held to the schema often send a whole blueprint. */
export function pickDraft(answer: unknown): unknown {
  const plain = withoutNulls(answer);
  if (!isObject(plain)) return plain;
  const picked = Object.fromEntries(Object.entries(plain).filter(([key]) => draftKeys.includes(key)));
  if (!isObject(picked.app)) return picked;
  const { slug: _slug, ...app } = picked.app;
  return { ...picked, app };
}

/** Strict output says null where the schema says "left out". */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}
