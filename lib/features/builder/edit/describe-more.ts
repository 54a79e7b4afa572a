import type { Blueprint, Entity } from "../blueprint/blueprint.schema";
import type { BuiltFeature } from "../blueprint/features";
import { STACK_NAMES } from "../blueprint/stacks";
import type { Operation, OperationOf } from "./operations";

type AppKind = "changeApp" | "setStack" | "setFeature" | "moveEntity" | "setTitle" | "moveField" | "moveOption";
type RuleKind =
  | "setProduct"
  | "addUnique"
  | "removeUnique"
  | "addOrder"
  | "removeOrder"
  | "setNoOverlap"
  | "setOnlyWhen"
  | "addView"
  | "removeView";

const appKinds: ReadonlySet<string> = new Set<AppKind>([
  "changeApp",
  "setStack",
  "setFeature",
  "moveEntity",
  "setTitle",
  "moveField",
  "moveOption",
]);
const ruleKinds: ReadonlySet<string> = new Set<RuleKind>([
  "setProduct",
  "addUnique",
  "removeUnique",
  "addOrder",
  "removeOrder",
  "setNoOverlap",
  "setOnlyWhen",
  "addView",
  "removeView",
]);
export const isAppOperation = (operation: Operation): operation is OperationOf<AppKind> => appKinds.has(operation.kind);
export const isRuleOperation = (operation: Operation): operation is OperationOf<RuleKind> =>
  ruleKinds.has(operation.kind);

export const featureWords: Record<BuiltFeature, string> = { "csv-export": "a download of its lists as CSV" };

const names = (blueprint: Blueprint, id: string) => {
  const entity = blueprint.entities.find((item) => item.id === id);
  const label = (part: string): string =>
    entity?.fields.find((field) => field.id === part || field.key === part)?.label ??
    blueprint.relations.find((relation) => relation.id === part)?.fromLabel ??
    part;
  return { many: entity?.label.many ?? "a list", of: (part: string) => `“${label(part)}”`, entity };
};

/** What an operation on the app, or on the order of things, does; in the names that hold before it. */
export function appSentence(blueprint: Blueprint, operation: OperationOf<AppKind>): string {
  switch (operation.kind) {
    case "changeApp":
      return appWords(operation);
    case "setStack":
      return `Build it as: ${STACK_NAMES[operation.stack]}`;
    case "setFeature":
      return `${operation.on ? "Offer" : "Do not offer"} ${featureWords[operation.feature]}`;
    case "moveEntity":
      return `Move ${names(blueprint, operation.entity).many} to place ${operation.to + 1} of the menu`;
    default: {
      const { many, of } = names(blueprint, operation.entity);
      if (operation.kind === "setTitle") return `Call rows of ${many} by their ${of(operation.field)}`;
      if (operation.kind === "moveField") return `Move ${of(operation.field)} of ${many} to place ${operation.to + 1}`;
      return `Move the choice “${choiceLabel(blueprint, operation)}” of ${of(operation.field)} of ${many} to place ${operation.to + 1}`;
    }
  }
}

function choiceLabel(blueprint: Blueprint, { entity, field, option }: OperationOf<"moveOption">): string {
  const key = names(blueprint, entity).entity?.fields.find((item) => item.id === field)?.enum;
  const values = blueprint.enums.find((item) => item.key === key)?.values ?? [];
  return values.find((value) => value.key === option)?.label ?? option;
}

function appWords({ tagline, locale, currency, theme, sampleRows }: OperationOf<"changeApp">): string {
  const changes = [
    tagline !== undefined && (tagline === "" ? "no line below its name" : `the line “${tagline}” below its name`),
    locale !== undefined && `the language ${languageName(locale)}`,
    currency !== undefined && `amounts in ${currency}`,
    theme?.primary !== undefined && `the colour ${theme.primary}`,
    theme?.radius !== undefined && `corners that are ${radiusWords[theme.radius]}`,
    theme?.font !== undefined && `the type ${theme.font}`,
    theme?.dark !== undefined && darkWords[theme.dark],
    sampleRows !== undefined && `${sampleRows} made-up rows a list`,
  ].filter((part) => part !== false && part !== undefined);
  return changes.length === 0 ? "Leave the app as it is" : `Give the app ${changes.join(", ")}`;
}

export const radiusWords = { none: "square", small: "a little round", medium: "round", large: "very round" } as const;
export const darkWords = {
  auto: "light or dark as the device has it",
  light: "light always",
  dark: "dark always",
} as const;

/** "German" for `de`. */
export const languageName = (locale: string): string =>
  new Intl.DisplayNames(["en"], { type: "language" }).of(locale) ?? locale;

const opWords = {
  eq: "is",
  neq: "is not",
  isEmpty: "is empty",
  isSet: "is filled in",
  beforeToday: "is before today",
  afterToday: "is after today",
} as const;

/** What an operation on the rules of a list does. */
export function ruleSentence(blueprint: Blueprint, operation: OperationOf<RuleKind>): string {
  const { many, of, entity } = names(blueprint, operation.entity);
  switch (operation.kind) {
    case "setProduct":
      return operation.of === null
        ? `Let ${of(operation.field)} of ${many} be filled in`
        : `Work out ${of(operation.field)} of ${many} as ${operation.of.map(of).join(" times ")}`;
    case "addUnique":
      return `${many}: ${operation.parts.map(of).join(" and ")} come together only once`;
    case "removeUnique":
      return `${many}: ${operation.parts.map(of).join(" and ")} may come together again`;
    case "addOrder":
      return `${many}: ${of(operation.a)} comes before ${of(operation.b)}`;
    case "removeOrder":
      return `${many}: ${of(operation.a)} no longer has to come before ${of(operation.b)}`;
    case "setNoOverlap":
      return operation.rule === null
        ? `${many} may overlap in time`
        : `${many} with the same ${of(operation.rule.relation)} do not overlap between ${of(operation.rule.start)} and ${of(operation.rule.end)}`;
    case "setOnlyWhen":
      return operation.rule === null
        ? `${many} may be added at any time`
        : `${many} are added only while their ${of(operation.rule.relation)} is ${onlyWhenWords(blueprint, operation.rule)}`;
    case "addView":
      return `Add the view “${operation.label}” of ${many}: ${operation.conditions.map((item) => conditionWords(blueprint, entity, item)).join(" and ")}`;
    case "removeView": {
      const label = entity?.savedViews.find((view) => view.key === operation.view)?.label ?? operation.view;
      return `Remove the view “${label}” of ${many}`;
    }
  }
}

function onlyWhenWords(blueprint: Blueprint, rule: NonNullable<OperationOf<"setOnlyWhen">["rule"]>): string {
  const fields = blueprint.entities.flatMap((entity) => entity.fields);
  const key = fields.find((field) => field.id === rule.field || field.key === rule.field)?.enum;
  const values = blueprint.enums.find((item) => item.key === key)?.values ?? [];
  return `“${values.find((value) => value.key === rule.value)?.label ?? rule.value}”`;
}

type Condition = { field: string; op: keyof typeof opWords; value?: string | number | boolean | undefined };

/** "“Status” is “Open”". Fields by their id or their key. */
export function conditionWords(
  blueprint: Blueprint,
  entity: Entity | undefined,
  { field, op, value }: Condition,
): string {
  const found = entity?.fields.find((item) => item.id === field || item.key === field);
  const choices = blueprint.enums.find((item) => item.key === found?.enum)?.values ?? [];
  const said =
    typeof value === "boolean" ? (value ? "yes" : "no") : (choices.find(({ key }) => key === value)?.label ?? value);
  return `“${found?.label ?? field}” ${opWords[op]}${said === undefined ? "" : ` “${said}”`}`;
}
