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
