import type { Locale } from "../../blueprint/blueprint.schema";
import { pluralize, singularize, toWords } from "../../blueprint/names";
import { arabicPlural, isArabicPlural, singularOfBroken, withoutClitics } from "./arabic";

const ARABIC_SUFFIX = /(?:ات|ون|ين|ان|هم|ها|ية|ة|ه|ي)$/u;

/** The part of a word that stays when it is declined. Rough on purpose: it compares words, nobody reads it. */
export function stemWord(raw: string, locale: Locale): string {
  if (locale === "ar") {
    const plain = withoutClitics(raw);
    // A broken plural and its singular are one word.
    const bare = singularOfBroken(plain) ?? plain;
    const cut = bare.replace(ARABIC_SUFFIX, "");
    return cut.length >= 2 ? cut : bare;
  }
  const plain = toWords(raw.replace(/^(?:l|d|dell|all|un|qu)['’]/iu, "")).join("");
  if (plain.length <= 3) return plain;
  switch (locale) {
    case "en":
      return singularize(plain);
    case "de":
      return plain.replace(/(?:innen|in)$/, "").replace(/(?:ern|en|er|es|e|n|s)$/, "");
    case "it":
      return plain.replace(/(?:ioni|ione)$/, "ion").replace(/(?:hi|he|io|i|e|o|a)$/, "");
    case "fr":
      return plain
        .replace(/(?:aux|als?)$/, "al")
        .replace(/eaux$/, "eau")
        .replace(/(?:es|s|x|e)$/, "");
    case "pt":
      return plain
        .replace(/(?:oes|aes|aos|ao)$/, "ao")
        .replace(/ns$/, "m")
        .replace(/(?:es|os|as|s|o|a|e)$/, "");
    default:
      return plain.replace(/ces$/, "z").replace(/(?:es|os|as|s|o|a|e)$/, "");
  }
}

export const stemPhrase = (phrase: string, locale: Locale): string =>
  tokensOf(phrase)
    .map((token) => stemWord(token.text, locale))
    .join(" ");

export type Token = { text: string; start: number; end: number };

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What follows the head of a phrase: "casas de acogida", "vélos à louer". */
const INNER_WORDS =
  /(?= (?:(?:de|del|de la|da|do|dos|das|di|du|des|à|aux?|a|en|em|para|pour|per|con|com|avec) |d['’]))/u;

/** A label for one thing out of how people wrote it, most often in the plural. */
export function singularLabel(phrase: string, locale: Locale): string {
  const [head, inner] = locale === "en" ? [] : phrase.split(INNER_WORDS);
  if (head && inner) return singularLabel(head, locale) + phrase.slice(head.length);
  switch (locale) {
    case "en":
      return singularize(phrase);
    case "es":
      return phrase
        .replace(/iones$/iu, "ión")
        .replace(/ces$/iu, "z")
        .replace(/([rlndj])es$/iu, "$1")
        .replace(/([aeiouáéíóú])s$/iu, "$1");
    case "pt":
      return phrase
        .replace(/(?:ões|ães|ãos)$/iu, "ão")
        .replace(/ns$/iu, "m")
        .replace(/([rz])es$/iu, "$1")
        .replace(/([aeiouáéíóú])s$/iu, "$1");
    case "it":
      return phrase.replace(/zioni$/iu, "zione").replace(/sioni$/iu, "sione");
    case "fr":
      return phrase
        .replace(/eaux$/iu, "eau")
        .replace(/aux$/iu, "al")
        .replace(/([^s])s$/iu, "$1");
    case "ar":
      return singularOfBroken(withoutClitics(phrase)) ?? phrase;
    default:
      // Most German, Italian and Arabic plurals do not tell their singular; the person's own word is kept.
      return phrase;
  }
}

export function pluralLabel(one: string, locale: Locale): string {
  const [head, inner] = locale === "en" ? [] : one.split(INNER_WORDS);
  if (head && inner) return pluralLabel(head, locale) + one.slice(head.length);
  switch (locale) {
    case "en":
      return pluralize(one);
    case "es":
      return /z$/iu.test(one)
        ? one.replace(/z$/iu, "ces")
        : /ión$/iu.test(one)
          ? one.replace(/ión$/iu, "iones")
          : /[aeiouáéó]$/iu.test(one)
            ? `${one}s`
            : /s$/iu.test(one)
              ? one
              : `${one}es`;
    case "pt":
      return /ão$/iu.test(one)
        ? one.replace(/ão$/iu, "ões")
        : /m$/iu.test(one)
          ? one.replace(/m$/iu, "ns")
          : /[rz]$/iu.test(one)
            ? `${one}es`
            : /s$/iu.test(one)
              ? one
              : `${one}s`;
    case "it":
      return one.replace(/([zs])ione$/iu, "$1ioni");
    case "fr":
      return /(?:s|x|z)$/iu.test(one) ? one : /eau$/iu.test(one) ? `${one}x` : `${one}s`;
    case "ar":
      return arabicPlural(one);
    default:
      return one;
  }
}

/**
 * One and many of a word in languages whose plurals follow no rule, by the forms an idea uses itself: "Einsätze … jeder Einsatz".
 * The shorter form of two with the same stem is the singular.
 */
export function formsIn(text: string, phrase: string, locale: Locale): { one: string; many: string } | undefined {
  if (locale !== "de" && locale !== "it" && locale !== "ar") return undefined;
  const stem = stemWord(phrase, locale);
  if (stem.length < 3 || /\s/u.test(phrase)) return undefined;
  const forms = new Set(
    tokensOf(text)
      .map((token) => token.text.replace(/^(?:l|un|dell|all)['’]/iu, ""))
      .filter((form) => stemWord(form, locale) === stem && (locale !== "de" || /^\p{Lu}/u.test(form)))
      .map((form) => (locale === "ar" ? withoutClitics(form) : form)),
  );
  // In Italian the many end in -i, or in -e beside an -a: "scambio, scambi", "camera, camere".
  const isMany = (form: string): boolean =>
    locale === "it" ? /[ie]$/iu.test(form) : locale === "ar" && isArabicPlural(form);
  const [one, many] = [...forms].sort(
    (a, b) => Number(isMany(a)) - Number(isMany(b)) || a.length - b.length || a.localeCompare(b),
  );
  return one && many && one !== many ? { one, many } : undefined;
}
