import { singularize } from "../../blueprint/names";
import { findTrade } from "./domains-lexicon";
import { guessType } from "./field-types";
import { GRAMMARS, type Grammar, isSmallWord, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import { NOT_A_THING } from "./not-a-thing";
import type { Sketch } from "./sketch";
import { stemPhrase, tokensOf } from "./words";

/** What stands for no thing of its own behind a deed: "leave comments" does, "make sure" does not. */
const NO_OBJECT =
  /^(?:sure|use|access|care|part|place|note|notes|photos?|pictures?|images?|videos?|files?|documents?|pdfs?|status|results?|details?|changes?|them|it|one|both|own|more|less|time|times|dates?|names?|numbers?|scores?|prices?|amounts?|questions?|selection|money|reminders?|emails?|notifications?|messages?|text|fish|passwords?|accounts?|rules?|roles?|rights?|permissions?|tables?|everything|anything|nothing)$/i;
/** What people do for their work, beside the deeds that rules are about. */
export const WORK =
  "repair|fix|mend|bring|lend|borrow|sell|collect|deliver|clean|wash|teach|cook|bake|brew|grow|harvest|feed|inspect|measure|weigh|ship|sew|knit|build|paint|carve|publish|host|rent|hire|plan|prepare|rehearse|perform|translate|restore|examine|vaccinate|sort|receive|return|choose|tune|rescue|adopt|foster|moderate|curate|exhibit";
const VERBLIKE = /(?:ed|ing|ly|ly)$/i;

/** "Clerks approve applications", "nurses report incidents": what people make or decide on is kept in the app. */
export function readDeeds(sketch: Sketch, sentences: readonly string[]): void {
  if (sketch.locale !== "en") return;
  const grammar = GRAMMARS.en;
  const deeds = word(
    `(?:${grammar.create}|${grammar.decide}|${WORK}|assign|score|apply for|applies for)s?(?:\\s+(?:or|and)\\s+\\p{L}+)?`,
    "giu",
  );
  for (const sentence of sentences.slice(0, 400)) {
    for (const clause of sentence.slice(0, 1_500).split(/[;:]|,\s+/u)) {
      if (!hasDoer(sketch, clause)) continue;
      for (const match of clause.matchAll(deeds)) {
        const object = objectAt(clause.slice(match.index + match[0].length), grammar);
        if (object && !isKnown(sketch, object)) sketch.addPhrase(object, "named");
      }
    }
  }
}

/** "Hospital management": the business itself is no thing it keeps. */
const isTrade = (name: string): boolean =>
  findTrade(name, "en")?.name.length === name.length && singularize(name) === name;

const hasDoer = (sketch: Sketch, clause: string): boolean =>
  sketch.peopleIn(clause).length > 0 ||
  /^\s*(?:i|we)\s/i.test(clause) ||
  findMentions(clause, sketch.locale).some((mention) => mention.concept.person && mention.start < clause.length / 2);

const isKnown = (sketch: Sketch, phrase: string): boolean =>
  sketch.find(phrase) !== undefined ||
  conceptOf(phrase, sketch.locale) !== undefined ||
  sketch.peopleIn(phrase).length > 0 ||
  // "broken items" are items.
  (phrase.includes(" ") &&
    sketch.things.some((thing) => thing.stem === stemPhrase(phrase.split(" ").at(-1) ?? "", "en")));

/** The noun phrase a text begins with: in the plural, or behind an article. */
function objectAt(text: string, grammar: Grammar): string | undefined {
  const article = new RegExp(`^\\s+(?:(?:${grammar.each}|their|his|her|own|new)\\s+)*`, "iu").exec(text)?.[0] ?? "";
  const isCounted = /\b(?:an?|each|every)\s/i.test(article);
  const taken: string[] = [];
  for (const { text: token } of tokensOf(text.slice(article.length).split(/[.,;:!?()/]/u)[0] ?? "")) {
    if (taken.length >= 2 || isSmallWord(token.toLowerCase(), "en") || LINKING.test(token)) break;
    taken.push(token);
    if (singularize(token) !== token) break;
  }
  const last = taken.at(-1) ?? "";
  const isPlural = singularize(last) !== last;
  if (!last || last.length < 3 || (!isPlural && !isCounted)) return undefined;
  if (taken.some((token) => NOT_A_THING.test(token) || NO_OBJECT.test(token)) || VERBLIKE.test(last)) return undefined;
  const phrase = taken.join(" ");
  return ["text", "longtext", "int"].includes(guessType(phrase, "en")) ? phrase : undefined;
}

const LINKING =
  /^(?:from|into|on|at|by|per|when|if|before|after|until|so|as|than|or|but|not|no|which|who|about|under|over|within|without|between|during|through|via|they|he|she|it|then|only|also)$/i;

/** What the title of an idea names: "Parking permits.", "Grant applications for a foundation", "Sample tracking with …". */
export function readTitle(sketch: Sketch, first: string | undefined): void {
  if (!first || sketch.locale !== "en") return;
  const title = (first.split(/[.,:;!?(–—]|\s-\s/u)[0] ?? "").replace(
    /^(?:an? |the |our |my )?(?:app|tool|system|site|software|database|platform|list|register)\s+(?:for|of|to track|to manage)\s+/i,
    "",
  );
  if (
    title.split(/\s+/).length > 8 ||
    word(`${GRAMMARS.en.has}|${GRAMMARS.en.can}|is|are|i|we|want|keep`).test(title.replace(/\swith\s.*$/i, ""))
  )
    return;
  if (word(GRAMMARS.en.track).test(title.split(" ")[0] ?? "")) return;
  const [head = "", purpose = ""] = title.split(/\s+(?:with|for|of|in|at|from)\s+/i);
  const kept =
    /^(.+?)\s+(?:tracking|tracker|management|manager|register|registry|log|logbook|database|inventory|planner|planning|scheduling|list)$/i.exec(
      head,
    )?.[1];
  const isListOf = /\b(?:waiting list|list|register|log|queue|sign-?up|schedule)$/i.test(head);
  for (const [phrase, mayBeSingle] of [
    [kept ?? head, kept !== undefined],
    [isListOf ? (purpose.split(/\s+and\s+/i)[0] ?? "") : "", false],
  ] as const) {
    const tokens = tokensOf(phrase.replace(/^(?:an? |the |our |my )+/i, ""))
      .map((token) => token.text)
      .slice(-2);
    const last = tokens.at(-1) ?? "";
    if (last.length < 3 || (singularize(last) === last && !mayBeSingle)) continue;
    if (
      tokens.some((token) => NOT_A_THING.test(token) || isSmallWord(token.toLowerCase(), "en") || LINKING.test(token))
    )
      continue;
    if (/['’]s?$/.test(tokens[0] ?? "") || /^waiting$/i.test(last) || word(GRAMMARS.en.boss).test(last)) continue;
    const name = mayBeSingle ? last : tokens.join(" ");
    if (["date", "image"].includes(guessType(name, "en")) || isTrade(name)) continue;
    if (!findMentions(name, "en").some(({ end }) => end === name.length) && !isKnown(sketch, name))
      sketch.addPhrase(name, "named");
  }
}
