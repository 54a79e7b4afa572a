import { types } from "@electric-sql/pglite";

type Parse = (text: string, typeId?: number) => unknown;
type Serialize = (value: unknown) => string;
/** The element type and its array type, as `pg_type` numbers them. */
type ArrayType = { oid: number; typarray: number };

export const arrayTypesQuery = `
  select element.oid::int4 as oid, element.typarray::int4 as typarray
  from pg_catalog.pg_type element
  where element.typarray <> 0`;

export function toSafeNumber(value: string): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}

/** PGlite throws at a text; PostgreSQL itself reads its form or answers that it cannot, which is the caller's error. */
function toBytea(value: unknown): string {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString("hex")}` : String(value);
}

/** A number where it is the same number, else the text: money must not lose digits. */
function toNumberOrText(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) && String(number) === value ? number : value;
}

const asText: Parse = (text) => text;

/** How values travel between JavaScript and the embedded database: as @supabase/lite reads them on any PostgreSQL. */
export class PgliteTypes {
  readonly parsers: Record<string | number, Parse> = {
    ...types.parsers,
    [types.INT8]: toSafeNumber,
    [types.NUMERIC]: toNumberOrText,
    [types.DATE]: asText,
    [types.TIME]: asText,
    [types.TIMETZ]: asText,
    [types.TIMESTAMP]: asText,
    [types.TIMESTAMPTZ]: asText,
  };
  readonly serializers: Record<string | number, Serialize> = { ...types.serializers, [types.BYTEA]: toBytea };

  /** Each array type is read and written by way of its elements; which there are, the database knows. */
  addArrays(found: readonly ArrayType[]): void {
    for (const { oid, typarray } of found) {
      this.parsers[typarray] = (text) => types.arrayParser(text, this.parsers[oid] ?? asText, typarray);
      this.serializers[typarray] = (value) => types.arraySerializer(value, this.serializers[oid], typarray);
    }
  }

  parse(text: string, typeId: number): unknown {
    return types.parseType(text, typeId, this.parsers);
  }

  /** The text that PostgreSQL reads as the type; the type is unknown for a parameter nobody describes. */
  serialize(value: unknown, typeId: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = typeId === undefined ? undefined : this.serializers[typeId];
    return serializer ? serializer(value) : String(value);
  }
}
