import type { Condition, FieldDef, PreviewData, Row, Value } from "./types";

/** Stored values to text and back, with the generated app's checks. */

export function formatValue(data: PreviewData, field: FieldDef, value: Value | undefined): string {
  if (value === null || value === undefined || value === "") return "–";
  const { locale, currency } = data.app;
  const dates = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(String(value)));
  switch (field.kind) {
    case "money":
      return new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(value) / 100);
    case "bool":
      return value === true ? data.messages.yes : data.messages.no;
    case "date":
      return dates({ dateStyle: "medium" });
    case "datetime":
      return dates({ dateStyle: "medium", timeStyle: "short" });
    case "rating":
      return `${String(value)} / 5`;
    default:
      return (Array.isArray(value) ? value : [String(value)]).map((item) => optionLabel(field, item)).join(", ");
  }
}

export const formatMoment = (data: PreviewData, iso: string): string =>
  new Intl.DateTimeFormat(data.app.locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

const optionLabel = (field: FieldDef, value: string): string =>
  field.options.find((option) => option.value === value)?.label ?? value;

/** Text for a form input. */
export function toInput(field: FieldDef, value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (field.kind === "money") return (Number(value) / 100).toFixed(2);
  if (field.kind === "datetime") return String(value).slice(0, 16);
  if (field.kind === "time") return String(value).slice(0, 5);
  return Array.isArray(value) ? value.join(", ") : String(value);
}

export type Parsed = { value: Value } | { error: string };

/** What a form sends for a field, as a stored value or as the reason why not. */
export function parseInput(data: PreviewData, field: FieldDef, sent: readonly string[]): Parsed {
  const m = data.messages;
  if (field.kind === "bool") return { value: sent.length > 0 };
  if (field.kind === "multiEnum") {
    const known = sent.every((item) => field.options.some((option) => option.value === item));
    return known ? { value: [...sent] } : { error: m.invalid };
  }
  const text = (sent[0] ?? "").trim();
  if (field.kind === "tags")
    return {
      value: text
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
  if (text === "") return field.required ? { error: m.required } : { value: null };
  return parseText(data, field, text);
}

function parseText(data: PreviewData, field: FieldDef, text: string): Parsed {
  const m = data.messages;
  const when = (isRight: boolean, value: Value = text): Parsed => (isRight ? { value } : { error: m.invalid });
  switch (field.kind) {
    case "int":
    case "rating":
      return /^-?\d{1,9}$/.test(text) ? within(data, field, Number(text)) : { error: m.invalid };
    case "decimal": {
      const plain = text.replace(",", ".");
      return /^-?\d{1,11}(\.\d{1,3})?$/.test(plain) ? within(data, field, Number(plain)) : { error: m.invalid };
    }
    case "money": {
      const [, sign = "", whole = "", cents = ""] = /^(-?)(\d{1,11})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
      return whole === ""
        ? { error: m.invalid }
        : within(data, field, Number(`${sign}${whole}${cents.padEnd(2, "0")}`));
    }
    case "date":
      return when(/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));
    case "time":
      return when(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text));
    case "datetime": {
      const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
      return Number.isNaN(at) ? { error: m.invalid } : { value: new Date(at).toISOString() };
    }
    case "enum":
      return when(field.options.some((option) => option.value === text));
    case "email":
      return when(/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text), text.toLowerCase());
    case "url":
      return when(/^https?:\/\/[^\s/]+/i.test(text));
    case "color":
      return when(/^#[0-9a-f]{6}$/i.test(text));
    case "json":
      return when(isJson(text));
    default:
      if (field.maxLength !== null && text.length > field.maxLength) return { error: m.tooLong };
      if (field.minLength !== null && text.length < field.minLength) return { error: m.tooShort };
      return when(field.pattern === null || new RegExp(`^(?:${field.pattern})$`, "u").test(text));
  }
}

function within({ messages }: PreviewData, field: FieldDef, value: number): Parsed {
  if (field.min !== null && value < field.min) return { error: messages.tooSmall };
  if (field.max !== null && value > field.max) return { error: messages.tooLarge };
  return { value };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A saved view's condition. An unknown value answers no question, as in SQL. */
export function meets(row: Row, { column, op, value }: Condition, today: string): boolean {
  const own = row.values[column] ?? null;
  if (op === "isEmpty") return own === null;
  if (op === "isSet") return own !== null;
  if (own === null) return false;
  if (op === "eq") return String(own) === String(value ?? "");
  if (op === "neq") return String(own) !== String(value ?? "");
  return op === "beforeToday" ? String(own) < today : String(own) > today;
}

/** Order of two rows by a column, going up; what is empty comes last, as in the database. */
export function compareRows(a: Row, b: Row, column: string): number {
  const [one, other] = [a.values[column] ?? null, b.values[column] ?? null];
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}
