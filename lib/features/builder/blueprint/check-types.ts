import type { Blueprint, Entity, Field } from "./blueprint.schema";
import { hasForm, patternProblem } from "./field-pattern";
import type { BlueprintIssue } from "./issues";

const NUMBERS = new Set(["int", "decimal", "money", "percent", "duration", "rating"]);
const WORDS = new Set(["text", "longtext", "richtext", "email", "url", "phone", "address", "geo"]);

/** Drops defaults that do not fit their field: one would make the migration fail on the first row, or at once. */
export function fixDefaults(blueprint: Blueprint): { blueprint: Blueprint; issues: BlueprintIssue[] } {
  const issues: BlueprintIssue[] = [];
  const entities = blueprint.entities.map((entity, e) => ({
    ...entity,
    fields: entity.fields.map((field, f): Field => {
      if (field.default === undefined || fitsField(field, blueprint)) return field;
      const { default: dropped, ...rest } = field;
      issues.push({
        path: `entities.${e}.fields.${f}.default`,
        code: "default_invalid",
        severity: "fixed",
        message: `The default of “${field.label}” does not fit its type and was left out.`,
        autofix: { description: "leave the default out", from: String(dropped), to: "" },
      });
      return rest;
    }),
  }));
  return { blueprint: { ...blueprint, entities }, issues };
}

function fitsField(field: Field, blueprint: Blueprint): boolean {
  const value = field.default;
  if (field.type === "bool") return typeof value === "boolean";
  if (field.type === "enum") {
    return blueprint.enums.some(
      (item) => item.key === field.enum && item.values.some((option) => option.key === value),
    );
  }
  if (NUMBERS.has(field.type)) {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field.validation ?? {};
    return (
      typeof value === "number" && value >= min && value <= max && (field.type !== "int" || Number.isInteger(value))
    );
  }
  const isText = WORDS.has(field.type) && typeof value === "string";
  return isText && value.length <= (field.validation?.maxLen ?? 500) && hasForm(field, value);
}

/** Rules over fields whose types do not go together would only fail in the database. */
export function checkTypes(blueprint: Blueprint): BlueprintIssue[] {
  return blueprint.entities.flatMap((entity, index) => [
    ...entity.fields.flatMap((field, f): BlueprintIssue[] => {
      const message = patternProblem(field);
      const path = `entities.${index}.fields.${f}.validation.pattern`;
      return message === null ? [] : [{ path, code: "pattern_invalid", severity: "error", message }];
    }),
    ...typeProblems(entity, blueprint).map(
      (message): BlueprintIssue => ({ path: `entities.${index}`, code: "type_mismatch", severity: "error", message }),
    ),
  ]);
}

function typeProblems(entity: Entity, blueprint: Blueprint): string[] {
  const typeOf = (key: string): string => entity.fields.find((field) => field.key === key)?.type ?? "";
  const problems: string[] = [];
  for (const { a, b } of entity.ordered) {
    const isComparable = ["date", "datetime", "time"].includes(typeOf(a)) || NUMBERS.has(typeOf(a));
    if (!isComparable || typeOf(a) !== typeOf(b)) problems.push(`“${a}” and “${b}” cannot be compared.`);
  }
  for (const field of entity.fields) {
    const { min, max, minLen, maxLen } = field.validation ?? {};
    if ((min ?? 0) > (max ?? Number.POSITIVE_INFINITY) || (minLen ?? 0) > (maxLen ?? Number.POSITIVE_INFINITY)) {
      problems.push(`The lower limit of “${field.key}” is above the upper one.`);
    }
    if (
      field.computed &&
      (!NUMBERS.has(field.type) || field.computed.fields.some((key) => !NUMBERS.has(typeOf(key))))
    ) {
      problems.push(`“${field.key}” multiplies fields that are not numbers.`);
    }
  }
  const overlap = entity.noOverlap;
  if (
    overlap &&
    (!["date", "datetime"].includes(typeOf(overlap.start)) || typeOf(overlap.start) !== typeOf(overlap.end))
  ) {
    problems.push("An overlap needs two dates or two times.");
  }
  if (entity.workflow && typeOf(entity.workflow.field) !== "enum") problems.push("A workflow needs a list of choices.");
  return [...problems, ...parentProblems(entity, blueprint), ...reportProblems(entity, blueprint)];
}

function parentProblems(entity: Entity, blueprint: Blueprint): string[] {
  const rule = entity.onlyWhen;
  if (!rule) return [];
  const target = blueprint.relations.find((relation) => relation.id === rule.relation)?.to;
  const field = blueprint.entities.find((item) => item.id === target)?.fields.find((item) => item.key === rule.field);
  const values = blueprint.enums.find((item) => item.key === field?.enum)?.values ?? [];
  return values.some((value) => value.key === rule.value)
    ? []
    : [`“${rule.field}” never has the value “${rule.value}”.`];
}

function reportProblems(entity: Entity, blueprint: Blueprint): string[] {
  return blueprint.reports
    .filter((report) => report.entity === entity.id && report.sum)
    .filter((report) => !NUMBERS.has(entity.fields.find((field) => field.key === report.sum)?.type ?? ""))
    .map((report) => `The report “${report.key}” adds up a field that is not a number.`);
}
