import { tsStringFormatted } from "../escape";

/** Marks text that is code already, such as a schema call. Never give it user text. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type LiteralValue =
  | string
  | number
  | boolean
  | Code
  | readonly LiteralValue[]
  | { [key: string]: LiteralValue | undefined };

const LINE_WIDTH = 120;

/** A TypeScript literal laid out as Biome's formatter would: one property a line, short arrays on one line. */
export function tsLiteral(value: LiteralValue, indent = 0, lead = indent): string {
  if (value instanceof Code) return value.text;
  if (typeof value === "string") return tsStringFormatted(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isList(value)) return listLiteral(value, indent, lead);
  const entries = Object.entries(value).filter((entry): entry is [string, LiteralValue] => entry[1] !== undefined);
  if (entries.length === 0) return "{}";
  const pad = " ".repeat(indent + 2);
  const lines = entries.map(([key, item]) => propertyLine(pad, key, { item, indent }));
  return `{\n${lines.join("\n")}\n${" ".repeat(indent)}}`;
}

function propertyLine(pad: string, key: string, { item, indent }: { item: LiteralValue; indent: number }): string {
  const name = /^[a-zA-Z_$][\w$]*$/.test(key) ? key : tsStringFormatted(key);
  const line = `${pad}${name}: ${tsLiteral(item, indent + 2, pad.length + width(name) + 2)},`;
  // A string that does not fit moves to its own line.
  return typeof item === "string" && width(line) > LINE_WIDTH ? `${pad}${name}:\n${pad}  ${tsLiteral(item)},` : line;
}

/** `lead` is how much of the first line is taken already. */
function listLiteral(items: readonly LiteralValue[], indent: number, lead: number): string {
  if (items.length === 0) return "[]";
  const isFlat = items.every((item) => typeof item !== "object" || item instanceof Code);
  const oneLine = `[${items.map((item) => tsLiteral(item)).join(", ")}]`;
  if (isFlat && lead + width(oneLine) + 1 <= LINE_WIDTH) return oneLine;
  const pad = " ".repeat(indent + 2);
  return `[\n${items.map((item) => `${pad}${tsLiteral(item, indent + 2)},`).join("\n")}\n${" ".repeat(indent)}]`;
}

const isList = (value: LiteralValue): value is readonly LiteralValue[] => Array.isArray(value);
const width = (text: string): number => [...text].length;
