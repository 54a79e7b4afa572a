import type { Field } from "./blueprint.schema";
import { type Pattern, patternRoom, patternSample, readPattern } from "./patterns";

const TAKES_PATTERN: ReadonlySet<string> = new Set(["text", "phone"]);
/** So many rows that all differ are made up for samples and tests. */
const ROOM_NEEDED = 200;
/** What a text field may hold at most when nothing else is said. */
const USUAL_LENGTH = 1_000;

/** Whether values of the field's type are short texts that may need a form. */
export const takesPattern = (type: string): boolean => TAKES_PATTERN.has(type);

const lengthsOf = ({ validation = {}, required }: Field) => ({
  minLen: Math.max(validation.minLen ?? 0, required ? 1 : 0),
  maxLen: validation.maxLen ?? USUAL_LENGTH,
});

/** The form that values of a field have to have; null when there is none, or none that can be checked. */
export function patternOf(field: Field): Pattern | null {
  const text = field.validation?.pattern;
  if (text === undefined || !takesPattern(field.type)) return null;
  const pattern = readPattern(text);
  return "problem" in pattern ? null : pattern;
}

/** The n-th value that a field with a form takes; null when it has no form. */
export function formedSample(field: Field, n: number): string | null {
  const pattern = patternOf(field);
  return pattern === null ? null : patternSample(pattern, n, lengthsOf(field));
}

/** Whether a text has the form of the field; true when there is none. */
export function hasForm(field: Field, text: string): boolean {
  const pattern = patternOf(field);
  return pattern === null || new RegExp(`^(?:${pattern.source})$`, "u").test(text);
}

/** Why the form of a field cannot be kept, as a sentence; null when it can. */
export function patternProblem(field: Field): string | null {
  const text = field.validation?.pattern;
  if (text === undefined) return null;
  const named = `The form of “${field.label}”`;
  if (!takesPattern(field.type)) return `${named}: only short texts and phone numbers have one.`;
  const pattern = readPattern(text);
  if ("problem" in pattern) return `${named}: ${pattern.problem}`;
  if (patternSample(pattern, 1, lengthsOf(field)) === null)
    return `${named} and its limits of length leave no text that could be filled in.`;
  if (field.unique && patternRoom(pattern, lengthsOf(field)) < ROOM_NEEDED)
    return `${named} has too few different texts for a field in which every row is another one.`;
  return null;
}
