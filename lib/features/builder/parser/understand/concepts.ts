import { LOCALES, type Locale } from "../../blueprint/blueprint.schema";
import { CARE_AND_MORE } from "./concepts-more";
import { PEOPLE } from "./concepts-people";
import { TRADE } from "./concepts-trade";

/**
 * Things that apps are about, in every language, with the fields a sensible first version has.
 * names: languages in the order of LOCALES, synonyms after commas, `one/many` where the plural is irregular.
 * fields: `key:typeflags` or `key:enum(a,b)`; the first one is the title. links: concepts a row points to when they exist.
 */
export type Concept = {
  id: string;
  names: string;
  fields: string;
  links?: string;
  /** client: sees own things. team: does the daily work. Absent: not a person. */
  person?: "client" | "team";
  /** Money and health: the team's papers, never shown to clients by default. */
  isPrivate?: true;
  noOverlap?: string;
  uniquePer?: string;
};

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
