import { isRecord } from "@/lib/shared/api-client";

export type Json = Record<string, unknown>;
export type SchemaRow = { path: string; type: string; required: boolean; notes: string };
/** Finds what a `$ref` of the same document points to. */
export type Resolve = (value: unknown) => Json;

const deepest = 5;

export function resolver(document: Json): Resolve {
  return (value) => {
    let node: unknown = value;
    for (let hops = 0; isRecord(node) && typeof node.$ref === "string" && hops < 8; hops++) {
      const parts = node.$ref.replace(/^#\//, "").split("/");
      node = parts.reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), document);
    }
    return isRecord(node) ? node : {};
  };
}

/** One line per field; fields of fields carry the whole path, `[]` stands for each item of a list. */
export function schemaRows(schema: unknown, resolve: Resolve, prefix = "", depth = 0): SchemaRow[] {
  const { node } = unwrap(schema, resolve);
  if (depth > deepest) return [];
  if (isRecord(node.items) || node.type === "array") {
    return schemaRows(node.items, resolve, `${prefix}[]`, depth + 1);
  }
  if (!isRecord(node.properties)) {
    return isRecord(node.additionalProperties)
      ? schemaRows(node.additionalProperties, resolve, `${prefix}.*`.replace(/^\./, ""), depth + 1)
      : [];
  }
  const required = Array.isArray(node.required) ? node.required : [];
  return Object.entries(node.properties).flatMap(([name, value]) => {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const row: SchemaRow = {
      path,
      type: typeWords(value, resolve),
      required: required.includes(name),
      notes: notesOf(value, resolve),
    };
    return [row, ...schemaRows(value, resolve, path, depth + 1)];
  });
}

/** "text", "list of objects", "number or null": the shape in words. */
export function typeWords(schema: unknown, resolve: Resolve): string {
  const { node, nullable } = unwrap(schema, resolve);
  const word = baseWord(node, resolve);
  return nullable && word !== "null" ? `${word} or null` : word;
}

export function notesOf(schema: unknown, resolve: Resolve): string {
  const outer = resolve(schema);
  const { node } = unwrap(schema, resolve);
  const values = Array.isArray(node.enum) ? node.enum.map((value) => `\`${String(value)}\``) : [];
  const list = resolve(node.items);
  const itemValues = Array.isArray(list.enum) ? list.enum.map((value) => `\`${String(value)}\``) : [];
  const description = [outer.description, node.description].find((text) => typeof text === "string");
  const fallback = outer.default ?? node.default;
  return [
    typeof description === "string" ? description.replace(/\.?$/, ".") : "",
    values.length > 0 ? `One of ${values.join(", ")}.` : "",
    itemValues.length > 0 ? `Each one of ${itemValues.join(", ")}.` : "",
    range(node),
    defaultOf(fallback),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function defaultOf(value: unknown): string {
  if (value === undefined) return "";
  if (value === "") return "Empty unless given.";
  return `Default \`${typeof value === "string" ? value : JSON.stringify(value)}\`.`;
}

/** A small valid body: what is required, or everything where nothing is. */
export function exampleOf(schema: unknown, resolve: Resolve, name = ""): unknown {
  const { node } = unwrap(schema, resolve);
  if (node.example !== undefined) return node.example;
  if (node.const !== undefined) return node.const;
  if (Array.isArray(node.enum)) return node.enum[0];
  if (node.default !== undefined) return node.default;
  if (isRecord(node.properties)) {
    const required = Array.isArray(node.required) ? node.required : [];
    const all = Object.entries(node.properties);
    const shown = required.length > 0 ? all.filter(([key]) => required.includes(key)) : all;
    return Object.fromEntries(shown.map(([key, value]) => [key, exampleOf(value, resolve, key)]));
  }
  if (node.type === "array" || isRecord(node.items)) return [exampleOf(node.items, resolve, name)];
  if (node.type === "integer" || node.type === "number") return typeof node.minimum === "number" ? node.minimum : 1;
  if (node.type === "boolean") return true;
  return exampleText(node, name);
}

function exampleText(node: Json, name: string): string {
  if (node.format === "uuid") return "3f0c8a1e-5d2b-4c7a-9e61-0b8d4f2a7c15";
  if (node.format === "email" || name === "email") return "mira@example.com";
  if (node.format === "date-time") return "2027-01-31T12:00:00Z";
  if (/password/i.test(name)) return "three-unrelated-words";
  if (/slug/i.test(name)) return "juniper";
  if (/name/i.test(name)) return "Member app";
  return "text";
}

/** Peels references and "or null" off a schema. */
function unwrap(schema: unknown, resolve: Resolve): { node: Json; nullable: boolean } {
  const node = resolve(schema);
  const union = Array.isArray(node.anyOf) ? node.anyOf : Array.isArray(node.oneOf) ? node.oneOf : null;
  if (union !== null) {
    const rest = union.map(resolve).filter((option) => option.type !== "null");
    const nullable = rest.length < union.length;
    const [only] = rest;
    if (rest.length === 1 && only !== undefined)
      return { node: { ...unwrap(only, resolve).node, ...described(node) }, nullable };
    return { node, nullable };
  }
  if (Array.isArray(node.type)) {
    const types = node.type.filter((type) => type !== "null");
    return { node: { ...node, type: types[0] }, nullable: types.length < node.type.length };
  }
  return { node, nullable: false };
}

function described(node: Json): Json {
  return node.description === undefined ? {} : { description: node.description };
}

const formats: Record<string, string> = {
  uuid: "UUID",
  "date-time": "time",
  email: "e-mail",
  binary: "bytes",
  uri: "address",
};

function baseWord(node: Json, resolve: Resolve): string {
  const union = Array.isArray(node.anyOf) ? node.anyOf : Array.isArray(node.oneOf) ? node.oneOf : null;
  if (union !== null) return [...new Set(union.map((option) => typeWords(option, resolve)))].join(" or ");
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.type === "array" || isRecord(node.items)) return `list of ${plural(typeWords(node.items, resolve))}`;
  if (!isRecord(node.properties) && isRecord(node.additionalProperties)) {
    return `object of ${plural(typeWords(node.additionalProperties, resolve))} by name`;
  }
  if (node.type === "object" || isRecord(node.properties)) return "object";
  if (node.type === "integer" || node.type === "number") return "number";
  if (node.type === "boolean") return "true or false";
  if (node.type === "null") return "null";
  if (node.type === "string") return (typeof node.format === "string" ? formats[node.format] : undefined) ?? "text";
  return "any value";
}

function plural(word: string): string {
  return word === "text" || word === "bytes" || word === "any value" || word.includes(" ") ? word : `${word}s`;
}

function range(node: Json): string {
  const [low, high, unit] =
    node.type === "string"
      ? [node.minLength, node.maxLength, " characters"]
      : node.type === "array"
        ? [node.minItems, node.maxItems, " items"]
        : [node.minimum, node.maximum, ""];
  // Zod writes the largest safe integer where a schema names no bound.
  const from = typeof low === "number" && low > Number.MIN_SAFE_INTEGER ? low : undefined;
  const to = typeof high === "number" && high < Number.MAX_SAFE_INTEGER ? high : undefined;
  if (node.format === "uuid" || (from === undefined && to === undefined)) return "";
  if (from === undefined || (from === 0 && to !== undefined)) return `Up to ${to}${unit}.`;
  if (from === to) return `Exactly ${to}${unit}.`;
  return to === undefined ? `At least ${from}${unit}.` : `${from} to ${to}${unit}.`;
}
