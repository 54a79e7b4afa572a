import type { Blueprint, Entity, Field } from "../blueprint/blueprint.schema";
import { singularize, toIdentifier } from "../blueprint/names";
import { EditError } from "./operations";

/** What of a plan a wish in plain words names. */

/** "price, photo and the notes" -> three names. */
export function listOf(text: string): string[] {
  return text
    .split(/,(?![^(]*\))|\s+and\s+|\s*&\s*/iu)
    .map((part) => part.trim().replace(/^(?:an?|the|new|and|field|fields)\s+/iu, ""))
    .filter((part) => part.length > 0)
    .slice(0, 20);
}

/** A name without the quotation marks people put around it. */
export const unquote = (text: string) =>
  text
    .trim()
    .replace(/^["“”'«»‘’]+|["“”'«»‘’]+$/gu, "")
    .trim()
    .slice(0, 80);
export const keyOf = (name: string) =>
  toIdentifier(singularize(unquote(name).replace(/^(?:the|list of|list)\s+/iu, "")));

export function entityNamed(blueprint: Blueprint, name: string): Entity | undefined {
  const key = keyOf(name.replace(/\s+(?:list|table|page)$/iu, ""));
  return blueprint.entities.find(
    (entity) => entity.key === key || keyOf(entity.label.one) === key || keyOf(entity.label.many) === key,
  );
}

/** @throws EditError not_found, with the names there are */
export function findEntity(blueprint: Blueprint, name: string): Entity {
  const entity = entityNamed(blueprint, name);
  if (entity) return entity;
  const known = blueprint.entities.map(({ label }) => label.many).join(", ");
  throw new EditError("not_found", `There is no list “${unquote(name)}”. The plan has: ${known}.`);
}

export function fieldNamed(entity: Entity, name: string): Field | undefined {
  const key = keyOf(name.replace(/\s+(?:field|column)$/iu, ""));
  return entity.fields.find((field) => keyOf(field.label) === key || keyOf(field.key) === key);
}

export function noSuchField(entity: Entity, name: string): EditError {
  const known = entity.fields.map(({ label }) => label).join(", ");
  return new EditError("not_found", `${entity.label.many} have no field “${unquote(name)}”. They have: ${known}.`);
}

/** @throws EditError not_found, or not_understood when several lists have such a field */
export function findField(
  blueprint: Blueprint,
  name: string,
  entityName: string | undefined,
): { entity: Entity; field: Field } {
  if (entityName !== undefined) {
    const entity = findEntity(blueprint, entityName);
    const field = fieldNamed(entity, name);
    if (!field) throw noSuchField(entity, name);
    return { entity, field };
  }
  const found = blueprint.entities.flatMap((entity) => {
    const field = fieldNamed(entity, name);
    return field ? [{ entity, field }] : [];
  });
  const [only, another] = found;
  if (!only) throw new EditError("not_found", `Nothing in the plan is called “${unquote(name)}”.`);
  if (another) {
    const places = found.map(({ entity }) => entity.label.many).join(", ");
    throw new EditError(
      "not_understood",
      `“${unquote(name)}” is in several lists (${places}). Say which: “… in ${only.entity.label.many}”.`,
    );
  }
  return only;
}
