/** How a column gets from one type to another. */
export type Cast = {
  /** Expression over the old column. */
  using: (column: string) => string;
  /** True for rows whose value would be lost or cut; null when every value survives. */
  loses: ((column: string) => string) | null;
  /** What cannot be read has to go before the cast, because the cast would fail on it. */
  clearsFirst: boolean;
};

const safe = (using: Cast["using"]): Cast => ({ using, loses: null, clearsFirst: false });
const narrowing = (using: Cast["using"], loses: (column: string) => string): Cast => ({
  using,
  loses,
  clearsFirst: false,
});

const DECIMAL = "numeric(14,3)";
const PERCENT = "numeric(6,3)";
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

/** Between stored types. Money is a `bigint` of minor units, so it is scaled on the way. */
const CASTS: Readonly<Record<string, Cast>> = {
  "integer>text": safe((c) => `${c}::text`),
  [`integer>${DECIMAL}`]: safe((c) => `${c}::${DECIMAL}`),
  [`integer>${PERCENT}`]: narrowing(
    (c) => `case when abs(${c}) < 1000 then ${c}::${PERCENT} end`,
    (c) => `abs(${c}) >= 1000`,
  ),
  "integer>bigint": safe((c) => `${c}::bigint * 100`),
  "integer>boolean": narrowing(
    (c) => `${c} <> 0`,
    (c) => `${c} not in (0, 1)`,
  ),
  [`${DECIMAL}>text`]: safe((c) => `trim_scale(${c})::text`),
  [`${DECIMAL}>integer`]: narrowing(
    (c) => `case when abs(${c}) < 2147483647 then round(${c})::integer end`,
    (c) => `(${c} <> trunc(${c}) or abs(${c}) >= 2147483647)`,
  ),
  [`${DECIMAL}>${PERCENT}`]: narrowing(
    (c) => `case when abs(${c}) < 1000 then ${c}::${PERCENT} end`,
    (c) => `abs(${c}) >= 1000`,
  ),
  [`${DECIMAL}>bigint`]: narrowing(
    (c) => `round(${c} * 100)::bigint`,
    (c) => `${c} * 100 <> trunc(${c} * 100)`,
  ),
  [`${PERCENT}>text`]: safe((c) => `trim_scale(${c})::text`),
  [`${PERCENT}>${DECIMAL}`]: safe((c) => `${c}::${DECIMAL}`),
  [`${PERCENT}>integer`]: narrowing(
    (c) => `round(${c})::integer`,
    (c) => `${c} <> trunc(${c})`,
  ),
  [`${PERCENT}>bigint`]: narrowing(
    (c) => `round(${c} * 100)::bigint`,
    (c) => `${c} * 100 <> trunc(${c} * 100)`,
  ),
  "bigint>text": safe((c) => `round(${c} / 100.0, 2)::text`),
  "bigint>integer": narrowing(
    (c) => `case when abs(${c} / 100) <= 2147483647 then (${c} / 100)::integer end`,
    (c) => `(${c} % 100 <> 0 or abs(${c} / 100) > 2147483647)`,
  ),
  [`bigint>${DECIMAL}`]: narrowing(
    (c) => `case when abs(${c}) < 10000000000000 then (${c} / 100.0)::${DECIMAL} end`,
    (c) => `abs(${c}) >= 10000000000000`,
  ),
  [`bigint>${PERCENT}`]: narrowing(
    (c) => `case when abs(${c}) < 100000 then (${c} / 100.0)::${PERCENT} end`,
    (c) => `abs(${c}) >= 100000`,
  ),
  "boolean>text": safe((c) => `${c}::text`),
  "boolean>integer": safe((c) => `${c}::integer`),
  "date>text": safe((c) => `to_char(${c}, 'YYYY-MM-DD')`),
  "date>timestamptz": safe((c) => `${c}::timestamp at time zone 'UTC'`),
  "timestamptz>text": safe((c) => `to_char(${c} at time zone 'UTC', ${ISO})`),
  "timestamptz>date": narrowing(
    (c) => `(${c} at time zone 'UTC')::date`,
    (c) => `${c} at time zone 'UTC' <> date_trunc('day', ${c} at time zone 'UTC')`,
  ),
  "timestamptz>time": narrowing(
    (c) => `(${c} at time zone 'UTC')::time`,
    (c) => `${c} is not null`,
  ),
  "time>text": safe((c) => `to_char(${c}, 'HH24:MI:SS')`),
  "text>text[]": safe((c) => `case when ${c} is null then '{}'::text[] else array[${c}] end`),
  "text[]>text": safe((c) => `nullif(array_to_string(${c}, ', '), '')`),
  "text>jsonb": safe((c) => `to_jsonb(${c})`),
  "text[]>jsonb": safe((c) => `to_jsonb(${c})`),
  "jsonb>text": safe((c) => `${c} #>> '{}'`),
  "text>bigint": {
    using: (c) => `round(nullif(btrim(${c}), '')::numeric * 100)::bigint`,
    loses: (c) => unreadable(c, DECIMAL),
    clearsFirst: true,
  },
};

const READ_FROM_TEXT = new Set(["integer", DECIMAL, PERCENT, "boolean", "date", "time", "timestamptz"]);

/** One choice out of many: the first one stays. */
const FIRST_CHOICE = narrowing(
  (c) => `${c}[1]`,
  (c) => `cardinality(${c}) > 1`,
);

/**
 * The cast between two stored types; null when no value of the one means anything in the other.
 * `isChoice` says that the new column takes one of a list.
 */
export function castBetween(from: string, to: string, isChoice: boolean): Cast | null {
  if (isChoice && from === "text[]") return FIRST_CHOICE;
  const known = CASTS[`${from}>${to}`];
  if (known) return known;
  if (from !== "text" || !READ_FROM_TEXT.has(to)) return null;
  return {
    using: (c) => `nullif(btrim(${c}), '')::${to}`,
    loses: (c) => unreadable(c, to),
    clearsFirst: true,
  };
}

const unreadable = (column: string, type: string): string =>
  `(btrim(${column}) <> '' and not pg_temp.can_read(btrim(${column}), '${type}'))`;

/** `pg_input_is_valid` would do, but Postgres 15 does not have it. Both arguments of `format` come quoted or from CASTS. */
export const CAN_READ = `create or replace function pg_temp.can_read(given text, kind text) returns boolean
language plpgsql as $$
begin
  execute format('select cast(%L as %s)', given, kind);
  return true;
exception when others then
  return false;
end $$`;
