import fc from "fast-check";
import type { z } from "zod";
import type { Sample } from "./requests";
import type { Route } from "./routes";
import { jsonSchemaOf } from "./sample";

/** Inputs that nobody sends by accident. */
const nasty = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\u202egnp.exe",
  "\ufeffx",
  "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧",
  "'; drop table public.projects; --",
  "' or 1=1 --",
  "\\",
  "%",
  "_%",
  "$1",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "../../../etc/passwd",
  "%2e%2e%2f",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "-0",
  "1e309",
  "9".repeat(40),
  "0x10",
  "true",
  "null",
  "[]",
  "2026-13-45T99:99:99Z",
  "9999999-01-01T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "a@b",
  "x".repeat(5_000),
  "é".repeat(500),
  "\r\nset-cookie: a=b",
  "a\u0007b",
];
const numbers = [0, -1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 31, 1e21, 5e-324];
const keys = ["__proto__", "constructor", "prototype", "toString", "id", "workspaceId", "role", "", "a.b", "0", "\0"];

export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
const leaf = fc.oneof(
  text,
  fc.constantFrom(...numbers),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...keys), leaf, { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }).map(nested) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

type Shape = ReturnType<typeof jsonSchemaOf>;

/** Values of a schema's own kinds and limits, some of them just outside, some of another kind altogether. */
function likeSchema(shape: Shape): fc.Arbitrary<unknown> {
  const own = ownKind(shape);
  return fc.oneof({ weight: 5, arbitrary: own }, { weight: 2, arbitrary: anything });
}

function ownKind(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const options = shape.anyOf ?? shape.allOf;
  if (options) return fc.oneof(...options.map(likeSchema));
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  if (type === "object") return likeObject(shape);
  if (type === "array") return fc.array(likeSchema(shape.items ?? {}), { maxLength: 5 });
  if (type === "integer" || type === "number") {
    const least = shape.minimum ?? 0;
    return fc.constantFrom(least, least - 1, least + 1, 100, 101, 3651);
  }
  if (type === "boolean") return fc.boolean();
  if (shape.format === "uuid") return fc.uuid();
  if (shape.format === "email") return fc.emailAddress();
  if (shape.format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const most = shape.maxLength ?? 100;
  const least = shape.minLength ?? 0;
  return fc.oneof(text, fc.constantFrom("x".repeat(least), "x".repeat(most), "x".repeat(most + 1), "a b c"));
}

function likeObject(shape: Shape): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(shape.properties ?? {}).map(
    ([name, property]) => [name, fc.option(likeSchema(property), { nil: undefined, freq: 6 })] as const,
  );
  const extra = fc.option(fc.dictionary(fc.constantFrom(...keys), leaf, { minKeys: 1, maxKeys: 2 }), {
    nil: {},
    freq: 1,
  });
  return fc
    .tuple(fc.record(Object.fromEntries(fields)), fc.boolean(), extra)
    .map(([record, grown, more]) => (grown ? { ...record, ...more } : record));
}

/** Markers in the server's own form with a content of the caller's. */
const forgedCursor = fc
  .tuple(
    fc.oneof(text, fc.constantFrom("2026-01-01 00:00:00+00", "2026-02-31 00:00:00+00", "1", "99999999999999999")),
    fc.oneof(fc.uuid(), text),
  )
  .map((position) => Buffer.from(JSON.stringify(position)).toString("base64url"));

const asJson = (value: unknown) => JSON.stringify(value) ?? "null";
const deepText = fc.constantFrom("[".repeat(20_000), `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`);

function bodyOf(schema: z.ZodType | undefined, sample: unknown): fc.Arbitrary<string | Uint8Array<ArrayBuffer>> {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));
  const broken = fc.oneof(
    text,
    bytes,
    deepText,
    anything.map(asJson),
    fc.json().map((json) => json.slice(0, -1)),
  );
  const twice = fc.constant(`{"name":"a","name":"b","__proto__":{"x":1}}`);
  if (!schema) return fc.oneof(broken, fc.constant("{}"));
  const shaped = likeSchema(jsonSchemaOf(schema)).map(asJson);
  const spoilt = anything.map((value) =>
    asJson({ ...(sample as object), [Object.keys(sample as object)[0] ?? "x"]: value }),
  );
  return fc.oneof(
    { weight: 6, arbitrary: shaped },
    { weight: 3, arbitrary: spoilt },
    { weight: 2, arbitrary: broken },
    { weight: 1, arbitrary: twice },
    { weight: 2, arbitrary: fc.constant(asJson(sample)) },
  );
}

/** Header values may hold what the fetch standard lets through: no NUL, no line break, nothing above one byte. */
const headerText = fc
  .array(fc.oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff })), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));
const headers = fc.dictionary(
  fc.constantFrom(
    "content-type",
    "origin",
    "authorization",
    "cookie",
    "idempotency-key",
    "content-length",
    "x-forwarded-for",
    "user-agent",
    "accept",
    "if-none-match",
    "x-request-id",
    "host",
  ),
  fc.oneof(
    headerText,
    fc.constantFrom("Bearer ", "Bearer x", "null", "-1", "1e9", "x".repeat(4_000), "base64-e30", "=;=;;"),
  ),
  { maxKeys: 2 },
);

export type Hostile = {
  params: Record<string, string>;
  query: [string, string][];
  body: string | Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
  who: "owner" | "viewer" | "stranger" | "nobody" | "key";
};

/** Requests to one route: its own schemas bent, ids of others, and plain garbage, in every place a request has. */
export function hostileRequest(route: Route, sample: Sample, foreign: Record<string, string>): fc.Arbitrary<Hostile> {
  const params = fc.record(
    Object.fromEntries(
      Object.entries(sample.params).map(([name, own]) => [
        name,
        fc.oneof(
          { weight: 6, arbitrary: fc.constant(own) },
          { weight: 1, arbitrary: fc.constant(foreign[name] ?? own) },
          { weight: 2, arbitrary: text },
        ),
      ]),
    ),
  );
  const declared = route.query ? Object.entries(jsonSchemaOf(route.query).properties ?? {}) : [];
  const known = declared.map(([name, shape]) =>
    fc.tuple(
      fc.constant(name),
      likeSchema(shape).map((value) => (typeof value === "string" ? value : asJson(value))),
    ),
  );
  const cursor = fc.tuple(fc.constant("cursor"), fc.oneof(text, forgedCursor));
  const stray = fc.tuple(fc.oneof(fc.constantFrom(...keys), text), text);
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant(Object.entries(sample.query)) },
    {
      weight: 4,
      arbitrary: fc.array(fc.oneof(...known, ...(route.paginated ? [cursor] : []), stray), { maxLength: 3 }),
    },
  );
  return fc.record({
    params,
    query,
    body: bodyOf(route.body, sample.body),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: headers }),
    who: fc.constantFrom("owner", "owner", "owner", "viewer", "stranger", "nobody", "key"),
  });
}
