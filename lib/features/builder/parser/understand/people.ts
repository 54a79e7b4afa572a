import { singularize } from "../../blueprint/names";
import type { Idea } from "../text";
import { WORK } from "./deeds";
import { GRAMMARS, type Grammar, isSmallWord, word } from "./languages";
import { conceptOf, findMentions } from "./mentions";
import { NOT_A_THING } from "./not-a-thing";
import type { Sketch } from "./sketch";
import { tokensOf } from "./words";

/** "As a coordinator, I want …", in the order of nothing but how often people write it. */
const STORY =
  /^(?:as an?|como(?: uma?| una?)?|en tant qu(?:e |['’])(?:une? )?|als|come)\s+([\p{L}-]+(?: [\p{L}-]+)?),?\s+(?:i|ich|je|j['’]|io|eu|yo|quiero|quero|voglio|vorrei|möchte|will|puedo|posso)(?![\p{L}])/iu;

/** Ends of English words for who does something, and people that show none. */
const DOER =
  /(?:ers?|ors?|ists?|ians?|ants?|ees?|eers?|m[ae]n|wom[ae]n|people|persons?|clerks?|nurses?|pilots?|residents?|judges?|chairs?|boards?|families|family|hosts?|monitors?|scouts?|heads?|crew|cast|staff|committee|captains?|deput(?:y|ies)|parents?|students?|officers?|participants?|guides?|presidents?|secretar(?:y|ies)|apprentices?)$/i;
/** Things that end like people. */
const NO_DOER =
  /^(?:orders?|numbers?|papers?|letters?|offers?|folders?|stickers?|posters?|computers?|printers?|sensors?|trailers?|containers?|counters?|filters?|timers?|banners?|newsletters?|chapters?|registers?|servers?|errors?|factors?|colou?rs?|doors?|floors?|motors?|vouchers?|vectors?|weather|water|dinner|summer|winter|fees?|trees?|employees|plants?|grants?|warrants?|variants?|dashboards?|meters?|layers?|others?|quarters?|covers?|transfers?|tickets?|lists?|corners?|centers?|sewers?|towers?|rivers?|career|beer)$/i;

const CLIENT_DEEDS =
  /\b(?:apply|applies|request|requests|book|books|reserve|order|orders|rent|borrow|buy|donate|sign up|register for|submit|subscribe|solicitan?|piden|reservan?|reportan?|demandent?|réservent|signalent|beantragen|buchen|bestellen|solicitam|pedem|richiedono|prenotano|segnalano)\b/iu;

/** Finds who acts in an idea beside the people of the catalogue. Language decides only the small words. */
export function readPeople(sketch: Sketch, idea: Pick<Idea, "sentences">): void {
  const grammar = GRAMMARS[sketch.locale];
  for (const sentence of idea.sentences.slice(0, 400)) {
    const story = STORY.exec(sentence)?.[1];
    if (story) addPerson(sketch, story, sentence);
    for (const clause of clausesOf(sentence.slice(0, 1_500))) {
      const who = sketch.locale === "en" ? englishDoer(clause, grammar) : doerBefore(clause, grammar);
      if (who) addPerson(sketch, who, clause);
    }
  }
}

const clausesOf = (sentence: string): string[] =>
  sentence
    .split(/\s*[;:]\s*|,\s+|\s+(?:but|and|pero|y|mais|et|aber|und|mas|ma)\s+/iu)
    .filter((clause) => clause.length > 4);

function addPerson(sketch: Sketch, phrase: string, clause: string): void {
  const grammar = GRAMMARS[sketch.locale];
  const last = tokensOf(phrase).at(-1)?.text ?? "";
  if (NOT_A_THING.test(phrase) || NOT_A_THING.test(last) || isSmallWord(last.toLowerCase(), sketch.locale)) return;
  if (word(grammar.boss).test(phrase) || word(grammar.anyone).test(phrase) || word(grammar.everybody).test(phrase))
    return;
  if (conceptOf(phrase, sketch.locale) || findMentions(phrase, sketch.locale).some(({ end }) => end === phrase.length))
    return;
  const known = sketch.find(phrase);
  if (known?.concept && !known.concept.person) return;
  sketch.addPerson(phrase, CLIENT_DEEDS.test(clause) ? "client" : "team", true);
}

const LEADING = /^(?:(?:only|the|every|each|an?|our|all|any|then|so|that|which|when|if)\s+)*/i;

/** "Clerks approve", "only the safety officer closes", "a referee may enter": a doer before what is done. */
function englishDoer(clause: string, grammar: Grammar): string | undefined {
  const rest = clause.trim().replace(LEADING, "");
  const deed = `${grammar.create}|${grammar.read}|${grammar.update}|${grammar.remove}|${grammar.decide}|${grammar.track}|${WORK}|score|assign|investigate|check|sign|decide|review|deliver|offer|run`;
  const match = new RegExp(
    `^((?:[\\p{L}-]+ )??[\\p{L}-]+) (?:(?:also|then|only|who|that) )?(${grammar.can}|${grammar.cannot}|(?:${deed})(?:s|es)?)(?![\\p{L}])(?! (?:of|to|by|goes|is|are)\\b)`,
    "iu",
  ).exec(rest);
  const phrase = match?.[1] ?? "";
  const last = phrase.split(" ").at(-1) ?? "";
  const isPlural = singularize(last) !== last;
  // Whatever they are called, who sees only what is their own is somebody.
  const isOwnRule = isPlural && word(grammar.own).test(rest) && word(grammar.only).test(rest);
  if (!isOwnRule && (!DOER.test(last) || NO_DOER.test(last))) return undefined;
  const isBare = !new RegExp(`^(?:${grammar.can}|${grammar.cannot})$`, "iu").test(match?.[2] ?? "");
  // "Pilots upload", "the officer investigates": one who acts takes an -s, many do not.
  if (isBare && isPlural === /s$/i.test(match?.[2] ?? "")) return undefined;
  return phrase.split(" ").length === 2 && isAdverb(phrase) ? last : phrase;
}

const isAdverb = (phrase: string): boolean =>
  /^(?:and|or|but|as|for|by|in|on|at|with|from|to|of|also|then|where|when|while|than)\s/i.test(phrase);

/** "Solo el encargado puede …", "Frauen dürfen …", "un vecino solo ve sus …": the noun before what somebody may do. */
function doerBefore(clause: string, grammar: Grammar): string | undefined {
  const deed = `${grammar.create}|${grammar.read}|${grammar.update}|${grammar.remove}|${grammar.decide}`;
  const text = clause.trim();
  const isOwnRule = word(grammar.own).test(text) && word(grammar.only).test(text);
  const modal = isOwnRule ? `${grammar.can}|${grammar.read}` : grammar.can;
  const match = new RegExp(
    `^(?:(?:${grammar.only})\\s+)?(?:(?:${grammar.each}|los|las|les|die|der|das|os|as|i|gli|le)\\s+)?([\\p{L}\\p{M}-]+)\\s+(?:(?:${grammar.only})\\s+)?(?:no |ne |não |non )?(?:${modal})(?![\\p{L}])`,
    "iu",
  ).exec(text);
  const rest = text.slice(match?.[0].length ?? 0);
  return match?.[1] && match[1].length > 2 && (isOwnRule || word(deed).test(rest)) ? match[1] : undefined;
}
