import type { FieldType, Locale } from "../../blueprint/blueprint.schema";
import { stripEmoji, toIdentifier, toLabel, uniqueName } from "../../blueprint/names";
import { isReservedEntityName, renameReservedEntity } from "../../blueprint/reserved";
import type { Concept } from "./concept";
import { CONCEPTS, type ConceptName, namesOf } from "./concepts";
import { tradesBeside } from "./domains-lexicon";
import { conceptOf, findMentions } from "./mentions";
import { formsIn, pluralLabel, singularLabel, stemPhrase, tokensOf } from "./words";

export type StatedField = {
  label: string;
  choices?: string[];
  isChain?: boolean;
  isUnique?: boolean;
  isRequired?: boolean;
  /** Said outright; otherwise the label suggests one. */
  type?: FieldType;
};

export type Thing = {
  key: string;
  one: string;
  many: string;
  stem: string;
  concept: Concept | undefined;
  /** stated: asked for outright. named: spoken of. completed: added by us. */
  source: "stated" | "named" | "completed";
  fields: StatedField[];
};

export type Link = { from: Thing; to: Thing; kind: "one" | "many"; isRequired: boolean };

export type Person = { one: string; concept: Concept; isRole: boolean };

const MOST_THINGS = 14;
const MOST_PEOPLE = 8;
const UNKNOWN_PERSON = "full_name:text!* email:email* phone:phone notes:longtext$";

/** What is understood so far: the things, how they hang together, what belongs to them. */
export class Sketch {
  readonly things: Thing[] = [];
  readonly links: Link[] = [];
  readonly locale: Locale;
  /** People the catalogue does not know and the idea speaks of: pilots, clerks, auditors. By their stem. */
  readonly people = new Map<string, Person>();
  /** What the idea calls whoever runs the app, when it says so. */
  bossLabel: string | undefined;
  /** Words of the idea that a thing answers without bearing them: "who comes to which rehearsal". */
  readonly answered: string[] = [];
  private readonly taken = new Set<string>();
  readonly text: string;

  constructor(locale: Locale, text = "") {
    this.locale = locale;
    this.text = text;
  }

  /** Somebody with a part in the app of their own. A thing of that name becomes a record of a person. */
  addPerson(label: string, side: "client" | "team", isRole = false): Person | undefined {
    const one = toLabel(singularLabel(stripEmoji(label).replace(/\s+/g, " ").trim(), this.locale));
    const stem = stemPhrase(one, this.locale);
    if (!stem || this.people.size >= MOST_PEOPLE) return this.people.get(stem);
    const known = this.people.get(stem);
    if (known) {
      known.isRole ||= isRole;
      return known;
    }
    const concept: Concept = { id: `person ${stem}`, names: "", fields: UNKNOWN_PERSON, person: side };
    const person = { one, concept, isRole };
    this.people.set(stem, person);
    const thing = this.things.find((item) => item.stem === stem && !item.concept);
    if (thing) thing.concept = concept;
    return person;
  }

  private beside: ReturnType<typeof tradesBeside> | undefined;

  /** Places the idea names beside its business; looked for once. */
  placesBeside(): ReturnType<typeof tradesBeside> {
    this.beside ??= tradesBeside(this.text, this.locale);
    return this.beside;
  }

  conceptById(id: string): Concept | undefined {
    return CONCEPTS.get(id) ?? [...this.people.values()].find((person) => person.concept.id === id)?.concept;
  }

  /** People out of the idea's own words that a text speaks of, in reading order. */
  peopleIn(text: string): { person: Person; at: number }[] {
    const padded = ` ${stemPhrase(text, this.locale)} `;
    const found = [...this.people]
      .map(([stem, person]) => ({ person, at: padded.indexOf(` ${stem} `), end: stem.length }))
      .filter(({ at }) => at >= 0)
      .map((item) => ({ ...item, end: item.at + item.end }));
    // A head roaster is not any roaster.
    const isInside = (item: { at: number; end: number }): boolean =>
      found.some((other) => other.at <= item.at && other.end >= item.end && other.end - other.at > item.end - item.at);
    return found.filter((item) => !isInside(item)).sort((a, b) => a.at - b.at);
  }

  /** The thing a phrase names, by catalogue, whole phrase or its last word. */
  find(phrase: string): Thing | undefined {
    const stem = stemPhrase(phrase, this.locale);
    if (!stem) return undefined;
    const exact = this.things.find((thing) => thing.stem === stem);
    if (exact) return exact;
    const concept = conceptOf(phrase, this.locale)?.concept;
    if (concept) return this.things.find((thing) => thing.concept === concept);
    return tokensOf(phrase).length === 1 ? this.lastWordOf(stem) : undefined;
  }

  /** "batches" are the roast batches when nothing else is called that. */
  private lastWordOf(stem: string): Thing | undefined {
    if (stem.length < 3 || this.locale !== "en") return undefined;
    const named = this.things.filter((thing) => !thing.concept && thing.stem.endsWith(` ${stem}`));
    return named.length === 1 ? named[0] : undefined;
  }

  /** Things mentioned in a stretch of text, in order, each once. */
  mentionedIn(text: string): Thing[] {
    const spots = findMentions(text, this.locale).flatMap((mention) => {
      const thing = this.things.find((item) => item.concept === mention.concept);
      return thing ? [{ thing, at: mention.start }] : [];
    });
    const padded = ` ${stemPhrase(text, this.locale)} `;
    for (const thing of this.things) {
      if (thing.concept && CONCEPTS.has(thing.concept.id)) continue;
      const at = padded.indexOf(` ${thing.stem} `);
      if (at >= 0) spots.push({ thing, at });
    }
    for (const token of tokensOf(text)) {
      const thing = conceptOf(token.text, this.locale)
        ? undefined
        : this.lastWordOf(stemPhrase(token.text, this.locale));
      if (thing) spots.push({ thing, at: token.start });
    }
    return [...new Set(spots.sort((a, b) => a.at - b.at).map((spot) => spot.thing))];
  }

  addPhrase(phrase: string, source: Thing["source"]): Thing | undefined {
    const clean = stripEmoji(phrase).replace(/\s+/g, " ").trim().slice(0, 40);
    if (clean.length < 2) return undefined;
    const known = this.find(clean);
    if (known) return asked(known, source);
    const hit = conceptOf(clean, this.locale);
    if (hit) return this.addConcept(hit.concept, hit.name, source);
    const forms = formsIn(this.text, clean, this.locale);
    const one = toLabel(forms?.one ?? singularLabel(clean, this.locale));
    // Whoever writes the plural knows it best: "pães" are not made of "pão" by a rule.
    const isPlural = this.locale !== "en" && one !== toLabel(clean);
    const many = toLabel(forms?.many ?? (isPlural ? clean : pluralLabel(one, this.locale)));
    const person = this.people.get(stemPhrase(one, this.locale));
    return this.push({ one, many, concept: person?.concept, source });
  }

  addConcept(concept: Concept, name: ConceptName | undefined, source: Thing["source"]): Thing | undefined {
    const known = this.things.find((thing) => thing.concept === concept);
    if (known) return asked(known, source);
    const { one, many } = name ?? namesOf(concept, this.locale)[0] ?? { one: concept.id, many: undefined };
    const label = toLabel(one);
    return this.push({
      one: label,
      many: many ? toLabel(many) : toLabel(pluralLabel(label, this.locale)),
      concept,
      source,
    });
  }

  private push(part: Pick<Thing, "one" | "many" | "concept" | "source">): Thing | undefined {
    if (this.things.length >= MOST_THINGS) return undefined;
    const wanted = toIdentifier(part.one, "thing");
    const key = uniqueName(isReservedEntityName(wanted) ? renameReservedEntity(wanted) : wanted, this.taken);
    const thing: Thing = { ...part, key, stem: stemPhrase(part.one, this.locale), fields: [] };
    this.things.push(thing);
    return thing;
  }

  link(from: Thing, to: Thing, isRequired: boolean): void {
    if (from === to || this.isLinked(from, to)) return;
    // Two required links that go round in a circle would let no first row be saved.
    this.links.push({ from, to, kind: "one", isRequired: isRequired && !this.reaches(to, from) });
  }

  linkMany(from: Thing, to: Thing): void {
    if (from === to) return;
    const at = this.links.findIndex((link) => link.from === to && link.to === from);
    if (at >= 0) this.links.splice(at, 1);
    if (!this.isLinked(from, to)) this.links.push({ from, to, kind: "many", isRequired: false });
  }

  isLinked(from: Thing, to: Thing): boolean {
    return this.links.some(
      (link) =>
        (link.from === from && link.to === to) || (link.kind === "many" && link.from === to && link.to === from),
    );
  }

  private reaches(from: Thing, to: Thing, seen = new Set<Thing>()): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return this.links.some((link) => link.isRequired && link.from === from && this.reaches(link.to, to, seen));
  }

  addField(thing: Thing, field: StatedField): void {
    const stem = stemPhrase(field.label, this.locale);
    if (!stem || thing.fields.length >= 25) return;
    const same = thing.fields.find((item) => stemPhrase(item.label, this.locale) === stem);
    if (same) Object.assign(same, field);
    else thing.fields.push(field);
  }
}

/** A thing that was only spoken of is asked for once somebody says so. */
function asked(thing: Thing, source: Thing["source"]): Thing {
  if (source === "stated") thing.source = source;
  return thing;
}
