import type { Locale } from "../../blueprint/blueprint.schema";
import { stripEmoji, toIdentifier, toLabel, uniqueName } from "../../blueprint/names";
import { isReservedEntityName, renameReservedEntity } from "../../blueprint/reserved";
import type { Concept } from "./concept";
import { type ConceptName, namesOf } from "./concepts";
import { conceptOf, findMentions } from "./mentions";
import { pluralLabel, singularLabel, stemPhrase } from "./words";

export type StatedField = { label: string; choices?: string[]; isChain?: boolean; isUnique?: boolean };

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

const MOST_THINGS = 14;

/** What is understood so far: the things, how they hang together, what belongs to them. */
export class Sketch {
  readonly things: Thing[] = [];
  readonly links: Link[] = [];
  readonly locale: Locale;
  private readonly taken = new Set<string>();

  constructor(locale: Locale) {
    this.locale = locale;
  }

  /** The thing a phrase names, by catalogue, whole phrase or its last word. */
  find(phrase: string): Thing | undefined {
    const stem = stemPhrase(phrase, this.locale);
    if (!stem) return undefined;
    const exact = this.things.find((thing) => thing.stem === stem);
    if (exact) return exact;
    const concept = conceptOf(phrase, this.locale)?.concept;
    return concept ? this.things.find((thing) => thing.concept === concept) : undefined;
  }

  /** Things mentioned in a stretch of text, in order, each once. */
  mentionedIn(text: string): Thing[] {
    const spots = findMentions(text, this.locale).flatMap((mention) => {
      const thing = this.things.find((item) => item.concept === mention.concept);
      return thing ? [{ thing, at: mention.start }] : [];
    });
    const padded = ` ${stemPhrase(text, this.locale)} `;
    for (const thing of this.things) {
      const at = thing.concept ? -1 : padded.indexOf(` ${thing.stem} `);
      if (at >= 0) spots.push({ thing, at });
    }
    return [...new Set(spots.sort((a, b) => a.at - b.at).map((spot) => spot.thing))];
  }

  addPhrase(phrase: string, source: Thing["source"]): Thing | undefined {
    const clean = stripEmoji(phrase).replace(/\s+/g, " ").trim().slice(0, 40);
    if (clean.length < 2) return undefined;
    const known = this.find(clean);
    if (known) return known;
    const hit = conceptOf(clean, this.locale);
    if (hit) return this.addConcept(hit.concept, hit.name, source);
    const one = toLabel(singularLabel(clean, this.locale));
    return this.push({ one, many: toLabel(pluralLabel(one, this.locale)), concept: undefined, source });
  }

  addConcept(concept: Concept, name: ConceptName | undefined, source: Thing["source"]): Thing | undefined {
    const known = this.things.find((thing) => thing.concept === concept);
    if (known) return known;
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
