import type { Field } from "../blueprint/blueprint.schema";
import type { Draft } from "./draft.schema";

const UNIQUE_TYPES = new Set(["text", "email", "url", "phone", "int"]);
/** Room for sample rows that all differ. */
const SHORTEST_UNIQUE = 40;

type Softened = { draft: Draft; softened: string[] };

/**
 * Leaves out rules of single fields that the project's own sample rows and tests could not keep: a pattern, a file that
 * must be there, differing values where there is no room for them. Answers what was left out, a sentence each.
 */
export function softenFields(draft: Draft): Softened {
  const softened: string[] = [];
  const entities = draft.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => {
      const result = soften(field);
      softened.push(...result.notes.map((note) => `${entity.label.many}, ${field.label}: ${note}`));
      return result.field;
    }),
  }));
  return { draft: { ...draft, entities }, softened };
}

function soften(field: Field): { field: Field; notes: string[] } {
  const notes: string[] = [];
  const next = { ...field };
  const isFile = field.type === "file" || field.type === "image";
  if (isFile && field.required) {
    next.required = false;
    notes.push("a file may be added later.");
  }
  if (field.unique && !UNIQUE_TYPES.has(field.type)) {
    next.unique = false;
    notes.push("equal values are allowed.");
  }
  if (field.validation) {
    const { pattern, maxLen, min, max, ...rest } = field.validation;
    if (pattern !== undefined) notes.push("the form of the text is not checked.");
    const isTight = next.unique && maxLen !== undefined && maxLen < SHORTEST_UNIQUE;
    next.validation = {
      ...rest,
      ...(maxLen === undefined ? {} : { maxLen: isTight ? SHORTEST_UNIQUE : maxLen }),
      ...(next.unique || min === undefined ? {} : { min }),
      ...(next.unique || max === undefined ? {} : { max }),
    };
    if (isTight || (next.unique && (min !== undefined || max !== undefined)))
      notes.push("its limits are wider, so that values can differ.");
  }
  return { field: next, notes };
}
