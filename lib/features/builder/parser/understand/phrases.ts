import type { Locale } from "../../blueprint/blueprint.schema";
import { stripEmoji } from "../../blueprint/names";
import { GRAMMARS, type Grammar, isSmallWord, word } from "./languages";
import { isNothing } from "./not-a-thing";
import type { Sketch } from "./sketch";
import { tokensOf } from "./words";

const UNIT =
  /^(?:minutes|hours|days|weeks|months|years|kg|g|cm|mm|m|km|litres|liters|percent|euros?|dollars|metres|meters|hectares|minuten|stunden|tagen|monaten|jahren|kilos|metros|minutos|horas|meses)$/i;
const INNER = /^(?:of|de|di|da|do|del|des|du|von|d['’]\p{L}+)$/iu;

/** Splits at commas and joining words, not inside brackets. */
export function splitList(text: string, grammar: Grammar): string[] {
  const parts = text.split(/[,;،•]\s*(?![^()]*\))/u);
  // Arabic writes "and" together with the word that follows.
  const joint =
    grammar === GRAMMARS.ar
      ? /\s+و(?=(?:ال)?\p{L}{3,})\s*(?![^()]*\))/u
      : new RegExp(`(?<![\\p{L}])(?:${grammar.and})\\s+(?![^()]*\\))`, "iu");
  return parts
    .flatMap((part) => part.split(joint))
    .map((part) => part.trim())
    .filter(Boolean);
}

export type Item = {
  phrase: string;
  isMany: boolean;
  /** Something follows the phrase that is no part of it, beginning with this word. */
  cutBy: string | undefined;
  inBrackets: string | undefined;
};

/** One item of a list: its noun phrase without articles, up to the next small word. */
export function readItem(text: string, sketch: Sketch, grammar: Grammar): Item {
  const inBrackets = /\(([^)]*)\)?/u.exec(text)?.[1];
  const plain = stripEmoji(text.replace(/\([^)]*\)?/gu, " "));
  const isMany = word(grammar.many).test(plain);
  const leading = new RegExp(`^\\s*(?:(?:${grammar.each}|${grammar.many}|${grammar.and})(?![\\p{L}])\\s*)+`, "iu");
  const tokens = tokensOf(plain.replace(leading, "")).map((token) => token.text);
  const taken: string[] = [];
  let cutBy: string | undefined;
  for (const [at, token] of tokens.entries()) {
    const isUnit = token.toLowerCase() === "in" && UNIT.test(tokens[at + 1] ?? "");
    const isInner = taken.length > 0 && (INNER.test(token) || isUnit);
    const isSmall =
      isSmallWord(token.toLowerCase(), sketch.locale) ||
      /^(?:so|when|if|because|wenn|quand|cuando|quando)$/i.test(token);
    // "installed on (date)": the small word belongs to the name.
    const isClosing =
      at === tokens.length - 1 && /^(?:on|am)$/i.test(token) && /(?:ed|ght|ld|id|t)$/i.test(taken.at(-1) ?? "");
    if (!isInner && !isClosing && taken.length > 0 && isSmall) {
      cutBy = token;
      break;
    }
    // "5 rooms" are rooms.
    if (taken.length === 0 && (isSmall || (/^\d+$/.test(token) && tokens.length > at + 1))) continue;
    taken.push(token);
  }
  while (taken.length > 0 && INNER.test(taken.at(-1) ?? "") && !/['’]/u.test(taken.at(-1) ?? "")) taken.pop();
  return { phrase: taken.join(" "), isMany, cutBy, inBrackets };
}

export const isNoun = (phrase: string, locale: Locale): boolean => {
  const tokens = phrase.split(" ");
  return (
    phrase.length >= 2 &&
    phrase.length <= 40 &&
    tokens.length <= 3 &&
    !isNothing(tokens.at(-1) ?? "", locale) &&
    !/^\d+$/.test(phrase) &&
    !isNothing(tokens[0] ?? "", locale)
  );
};

export const sameWords = (label: string, phrase: string): boolean =>
  ` ${phrase.toLowerCase()}`.endsWith(` ${label.toLowerCase()}`);

/** Choices of a list; emoji separate them too, and stay in the labels. */
export function choicesOf(text: string, grammar: Grammar): string[] {
  const parts = splitList(text.replace(/[/|]/g, ","), grammar).flatMap((part) =>
    part.split(/(?<=\S)\s+(?=\p{Extended_Pictographic})/u),
  );
  const clean = parts.map((part) => part.replace(/^["“'`]+|["”'`)]+$/gu, "").trim()).filter(Boolean);
  const isShort = clean.every((part) => part.length <= 30 && part.split(" ").length <= 4);
  return isShort && clean.length <= 20 ? [...new Set(clean)] : [];
}

/** Nouns that look like a plural and begin a name: "customs documents", "sales order". */
export const PLURAL_NAMES =
  /^(?:sales|sports|customs|goods|savings|news|series|accounts|arts|games|operations|systems|maths|physics|economics|species|glasses|clothes|business|address|access|class|process|press|fitness|wellness|gas|bus|status|bonus|campus|virus|canvas|atlas|chess|boss|mass|glass|grass|pass|cross|dress|loss|lens)$/i;

/** "…, je confirme ou je refuse": the list is over and somebody acts. */
export const BEGINS_A_CLAUSE =
  /^\s*(?:i|we|they|he|she|you|je|nous|ils|elles|ich|wir|yo|nosotros|ellos|ellas|eu|nós|eles|elas|io|noi|who|when|if)\s+\p{L}/iu;

/** "we keep costumes", "and plan rehearsals" in a list: costumes and rehearsals are the items. */
export const HOLDING_DEED =
  /^(?:(?:we|i)\s+)?(?:keep|plan|track|record|count|note|sell|lend|rent out|store|collect|log|list)\s+(?=\p{L}{3})/iu;
