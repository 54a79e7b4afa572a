import type { Locale } from "../../blueprint/blueprint.schema";
import type { Concept } from "./concept";
import { CONCEPTS, type ConceptName, namesOf } from "./concepts";
import { stemPhrase, stemWord, type Token, tokensOf } from "./words";

export type Mention = { concept: Concept; name: ConceptName; start: number; end: number; isWeak: boolean };

/** Words with an everyday meaning beside the one in the catalogue; they count only where a thing is asked for outright. */
const WEAK = new Set(
  `table file site plan part position game owner staff helper assistant job comment case rating issue opening holiday goal bill asset
  place mark gear lead agent meal menu trip machine tool document level note worker colleague branch venue service bike boat article
  entrada nota meta permiso equipo cura casa local personal site bien avis cas note conta tipo lugar visita jogo poste don lieu fiche
  plat cours prestation ziel fall art spiel stelle not leistung gruppo sala voce casi attività visite culture culture dono tutor caso grupo
  article post registration signup purchase checkout parent kid group test performance`.split(/\s+/),
);

/** English words that are a deed unless an article or a plural makes them a thing. */
const DEEDS =
  /^(?:book|order|review|post|plan|comment|report|issue|document|mark|bill|exercise|trip|match|file|checkout|purchase|repair|service|lease|spending|lending|grade|ticket|task|deal|course|log|project|event)$/i;
const DETERMINERS =
  /(?:^|[^\p{L}])(?:an?|the|each|every|one|per|of|new|same|any|this|my|our|their|his|her|its|no|two|and|or|many|has|with|for|past|own|:|,)\s*(?:\p{L}+\s)?$/iu;

type Index = Map<string, { concept: Concept; name: ConceptName }>;
const indexes = new Map<Locale, Index>();

function indexFor(locale: Locale): Index {
  const known = indexes.get(locale);
  if (known) return known;
  const index: Index = new Map();
  for (const concept of CONCEPTS.values()) {
    for (const name of namesOf(concept, locale)) {
      for (const form of [name.one, name.many ?? ""]) {
        const key = stemPhrase(form, locale);
        if (key && !index.has(key)) index.set(key, { concept, name });
      }
    }
  }
  indexes.set(locale, index);
  return index;
}

/** Things of the catalogue a text names, longest names first, in reading order. */
export function findMentions(text: string, locale: Locale): Mention[] {
  const index = indexFor(locale);
  const tokens = tokensOf(text);
  const stems = tokens.map((token) => stemWord(token.text, locale));
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length; ) {
    let size = Math.min(3, tokens.length - at);
    let hit: { concept: Concept; name: ConceptName } | undefined;
    for (; size > 0 && !hit; size -= 1) hit = index.get(stems.slice(at, at + size).join(" "));
    const first = tokens[at];
    const last = tokens[at + size];
    if (!hit || !first || !last || isDeed(text, first, size, locale)) {
      at += 1;
      continue;
    }
    const isWeak = size === 0 && WEAK.has(stemPhrase(first.text, locale) || first.text.toLowerCase());
    found.push({ ...hit, start: first.start, end: last.end, isWeak });
    at += size + 1;
  }
  return found;
}

function isDeed(text: string, token: Token, size: number, locale: Locale): boolean {
  // German writes things with a capital and deeds without; somebody who writes no capitals at all tells us nothing.
  if (locale === "de") return /^\p{Ll}/u.test(token.text) && /\s\p{Lu}/u.test(text);
  if (locale !== "en" || size > 0 || !DEEDS.test(token.text)) return false;
  if (/^\p{Lu}/u.test(token.text) && token.start > 0) return false;
  return !DETERMINERS.test(text.slice(Math.max(0, token.start - 30), token.start));
}

/** The catalogue's entry for a noun phrase, whole or by its last word. */
export function conceptOf(phrase: string, locale: Locale): { concept: Concept; name: ConceptName } | undefined {
  const index = indexFor(locale);
  return index.get(stemPhrase(phrase, locale));
}
