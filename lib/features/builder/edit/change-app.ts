import type { Blueprint } from "../blueprint/blueprint.schema";
import { toLabel } from "../blueprint/names";
import { EditError, type OperationOf } from "./operations";
import { choicesOf, entityOf, fieldOf, withEntity } from "./parts";

/** Currencies that this runtime can write; all of them are in ISO 4217. */
const isCurrency = (code: string): boolean => Intl.supportedValuesOf("currency").includes(code);

/** @throws EditError */
export function changeApp(blueprint: Blueprint, operation: OperationOf<"changeApp">): Blueprint {
  const { tagline, locale, currency, theme, sampleRows } = operation;
  if (currency !== undefined && !isCurrency(currency))
    throw new EditError(
      "not_possible",
      `“${currency}” is no currency that is in use. Write its three letters, such as EUR.`,
    );
  const { app, seed } = blueprint;
  return {
    ...blueprint,
    locale: locale ?? blueprint.locale,
    seed: { ...seed, count: sampleRows ?? seed.count },
    app: {
      ...app,
      tagline: tagline ?? app.tagline,
      currency: currency ?? app.currency,
      theme: {
        primary: theme?.primary ?? app.theme.primary,
        radius: theme?.radius ?? app.theme.radius,
        font: theme?.font ?? app.theme.font,
        dark: theme?.dark ?? app.theme.dark,
      },
    },
  };
}

export function setFeature(blueprint: Blueprint, { feature, on }: OperationOf<"setFeature">): Blueprint {
  const others = blueprint.features.filter((item) => item !== feature);
  return { ...blueprint, features: on ? [...others, feature] : others };
}

/** The list's place in the menu and on the first page. @throws EditError */
export function moveEntity(blueprint: Blueprint, { entity: id, to }: OperationOf<"moveEntity">): Blueprint {
  return { ...blueprint, entities: moved(blueprint.entities, entityOf(blueprint, id), to) };
}

/** The field's place in forms and on the row's page. @throws EditError */
export function moveField(blueprint: Blueprint, operation: OperationOf<"moveField">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const fields = moved(entity.fields, fieldOf(entity, operation.field), operation.to);
  return withEntity(blueprint, entity.id, (list) => ({ ...list, fields }));
}

/** @throws EditError */
export function moveOption(blueprint: Blueprint, operation: OperationOf<"moveOption">): Blueprint {
  const field = fieldOf(entityOf(blueprint, operation.entity), operation.field);
  const choices = choicesOf(blueprint, field);
  const option = choices.values.find(({ key }) => key === operation.option);
  if (!option) throw new EditError("not_found", `This choice of “${field.label}” is not in the plan any more.`);
  const values = moved(choices.values, option, operation.to);
  return { ...blueprint, enums: blueprint.enums.map((list) => (list === choices ? { ...list, values } : list)) };
}

function moved<T>(items: readonly T[], item: T, to: number): T[] {
  const others = items.filter((other) => other !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** What a row is called where others point to it. @throws EditError */
export function setTitle(blueprint: Blueprint, operation: OperationOf<"setTitle">): Blueprint {
  const entity = entityOf(blueprint, operation.entity);
  const field = fieldOf(entity, operation.field);
  if (!TITLES.has(field.type))
    throw new EditError("not_possible", `Rows cannot be called by “${field.label}”: a name is a short text.`);
  return withEntity(blueprint, entity.id, (list) => ({ ...list, titleField: field.key }));
}

/** Types whose values are short words. */
export const TITLES: ReadonlySet<string> = new Set(["text", "email", "phone", "url", "address"]);

/** Both names of a list, as a person wrote them. */
export const namesOf = (one: string, many: string) => ({ one: toLabel(one), many: toLabel(many) });
