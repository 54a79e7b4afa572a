import { z } from "zod";

type JsonSchema = {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  default?: unknown;
};

const byFormat: Record<string, string> = {
  uuid: "3f1c2b8e-5a7d-4c1f-9b2e-6d8a0c4e1f23",
  email: "sample@example.test",
  "date-time": "2026-11-21T09:30:00Z",
  uri: "https://example.test/",
};
const words = ["Sample text", "sample-text", "a1b2c3d4", "abc", "2026-11-21"];

export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as JsonSchema;
}

/**
 * A valid value for a schema: always the same one. Required fields only; optional ones are added one by one while the
 * schema still says no ("at least one of").
 * @returns undefined when none is found: the value then has to be stated by hand
 */
export function sampleOf(schema: z.ZodType): unknown {
  const shape = jsonSchemaOf(schema);
  const first = build(shape, false);
  if (schema.safeParse(first).success) return first;
  if (isRecord(first) && shape.properties) {
    const grown: Record<string, unknown> = { ...first };
    for (const [name, property] of Object.entries(shape.properties)) {
      if (name in grown) continue;
      const alone = { ...first, [name]: build(property, true) };
      if (schema.safeParse(alone).success) return alone;
      grown[name] = build(property, true);
      if (schema.safeParse(grown).success) return grown;
    }
  }
  return undefined;
}

function build(schema: JsonSchema, full: boolean): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const option = schema.anyOf?.find((candidate) => candidate.type !== "null") ?? schema.allOf?.[0];
  if (option) return build({ ...schema, anyOf: undefined, allOf: undefined, ...option } as JsonSchema, full);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") return buildObject(schema, full);
  if (type === "array") return Array.from({ length: schema.minItems ?? 0 }, () => build(schema.items ?? {}, full));
  if (type === "integer" || type === "number") return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1;
  if (type === "boolean") return true;
  if (type === "null") return null;
  return text(schema);
}

function buildObject(schema: JsonSchema, full: boolean): Record<string, unknown> {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name, property]) => full || (schema.required?.includes(name) && property.default === undefined),
  );
  return Object.fromEntries(wanted.map(([name, property]) => [name, build(property, full)]));
}

function text(schema: JsonSchema): string {
  if (schema.format && byFormat[schema.format] !== undefined) return byFormat[schema.format] ?? "";
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, "u");
  const fits = (value: string) => pattern === undefined || pattern.test(value);
  const padded = words.map((word) => word.padEnd(schema.minLength ?? 0, "x").slice(0, schema.maxLength));
  return padded.find(fits) ?? padded[0] ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
