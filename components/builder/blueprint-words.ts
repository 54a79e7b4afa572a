import type { Blueprint, Entity, Field, Rule, Verb } from "@/lib/features/builder/blueprint/blueprint.schema";
import { describeRules } from "@/lib/features/builder/blueprint/rule-words";
import { isRecord } from "@/lib/shared/api-client";

/**
 * The API hands the blueprint over as an open record: it is the Builder's own versioned document. It was validated before it was
 * stored, so looking at its outline is enough here, and the validator stays out of the browser.
 */
export function asBlueprint(value: Record<string, unknown>): Blueprint | null {
  const lists = ["entities", "roles", "relations", "enums", "assumptions", "unsupported", "review"];
  const whole = value.version === 1 && isRecord(value.app) && lists.every((name) => Array.isArray(value[name]));
  return whole ? (value as unknown as Blueprint) : null;
}

export const verbWords: Record<Verb, string> = {
  read: "May read",
  create: "May add",
  update: "May change",
  delete: "May delete",
};

/** For the beginning of a line. */
export function rulesInWords(rules: readonly Rule[], blueprint: Blueprint): string {
  const text = describeRules(rules, blueprint);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const typeWords: Record<string, string> = {
  text: "short text",
  longtext: "long text",
  richtext: "formatted text",
  int: "whole number",
  decimal: "number",
  money: "amount of money",
  percent: "percentage",
  bool: "yes or no",
  datetime: "date and time",
  enum: "one of a list",
  multiEnum: "some of a list",
  url: "web address",
  geo: "place on a map",
  json: "structured data",
  email: "e-mail address",
};

export function typeInWords(type: string): string {
  return typeWords[type] ?? type;
}

/** "many Leases to one Flat": relations that start at this entity. */
export function linksOf(entity: Entity, blueprint: Blueprint): string[] {
  const nameOf = (id: string) =>
    id === "account" ? "a user account" : (blueprint.entities.find((item) => item.id === id)?.label.one ?? id);
  return blueprint.relations
    .filter((relation) => relation.from === entity.id)
    .map((relation) =>
      relation.kind === "many-many"
        ? `${relation.fromLabel}: any number of ${nameOf(relation.to)}`
        : `${relation.fromLabel}: ${relation.required ? "always" : "at most"} one ${nameOf(relation.to)}`,
    );
}

/** "whole number; required; unique" */
export function fieldWords(field: Field, blueprint: Blueprint): string {
  const values = blueprint.enums.find((item) => item.key === field.enum)?.values.map((value) => value.label);
  return [
    values === undefined ? typeInWords(field.type) : `${typeInWords(field.type)}: ${values.join(", ")}`,
    field.required && "required",
    field.unique && "unique",
    field.sensitive && "sensitive",
    field.computed !== undefined && "calculated",
  ]
    .filter(Boolean)
    .join("; ");
}
