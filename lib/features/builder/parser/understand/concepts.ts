import { LOCALES, type Locale } from "../../blueprint/blueprint.schema";
import type { Concept } from "./concept";
import { CARE_AND_MORE } from "./concepts-more";
import { PEOPLE } from "./concepts-people";
import { TRADE } from "./concepts-trade";

export const CONCEPTS: ReadonlyMap<string, Concept> = new Map(
  [...PEOPLE, ...TRADE, ...CARE_AND_MORE].map((concept) => [concept.id, concept]),
);

export type ConceptName = { one: string; many: string | undefined };

/** What people call a concept in a language; the first name is the one we use ourselves. */
export function namesOf(concept: Concept, locale: Locale): ConceptName[] {
  const column = concept.names.split("|")[LOCALES.indexOf(locale)] ?? "";
  return column.split(",").map((name) => {
    const [one = "", many] = name.split("/");
    return { one, many };
  });
}
