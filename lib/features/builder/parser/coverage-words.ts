import type { Locale } from "../blueprint/blueprint.schema";
import { singularize, toWords } from "../blueprint/names";
import { WORK } from "./understand/deeds";
import { GRAMMARS, isSmallWord, word } from "./understand/languages";
import { conceptOf, findMentions } from "./understand/mentions";
import { stemWord, tokensOf } from "./understand/words";

const STOP_WORDS = new Set(
  `a able about anything nothing hey impossible month mostly next possible second week weekend year actually after all also always am an and any app application are as at basically be because been being but by can could day did do does doing essential amazing
  dont each easily else etc even every everything for from get gets give go going good got had has have having he her here
  him his how i if im in into is it its just keep kind know let lets like little lot make makes many maybe me might more most
  much must my myself need needs never new nice no not now of off ok okay on one only or other our out over own page people
  platform please pls plus ppl put really right run same say see she should show simple site small so some someone something
  stuff system than that the their them then there these they thing things this those to tool too track up us use used user
  users using very via goes moves passes through cannot admin admins manager wanna want wants was way we web website well were what when where which while who will with without
  work works would you so sees your n thier ur u
  un una unos unas el la los las de del al y o u en con por para que quiero necesito mi mis su sus se es son no pero puede
  pueden como cada muy mas app aplicacion otro otra mismo misma ver`.split(/\s+/),
);

/** The words a blueprint is made of, against which the words of an idea are held. */
export class Vocabulary {
  private readonly stems: ReadonlySet<string>;
  private readonly concepts: ReadonlySet<string>;
  private readonly locale: Locale;

  constructor(labels: readonly string[], locale: Locale) {
    this.locale = locale;
    this.stems = new Set(labels.flatMap((label) => wordsOf(label)).flatMap((item) => this.formsOf(item)));
    this.concepts = new Set(labels.flatMap((label) => conceptOf(label, locale)?.concept.id ?? []));
  }

  /** Words that say something, each once, as they are written. */
  contentOf(text: string): string[] {
    const grammar = grammarWords(this.locale);
    // "members report": behind somebody the plan knows, a deed is a deed.
    const isDoing = (whole: string, at: number): boolean =>
      this.locale === "en" &&
      this.formsOf(/([\p{L}]+s)\s+$/u.exec(whole.slice(0, at))?.[1] ?? "").some((form) => this.stems.has(form));
    const isRule = RULE.test(text) || this.locale !== "en";
    const content = tokensOf(text).flatMap(({ text: raw, start }) => {
      // "un'app" is an article and a word.
      const low = raw
        .toLowerCase()
        .split(/['’]/u)
        .reduce((a, b) => (b.length > a.length ? b : a));
      const plain = toWords(low).join("");
      const isShort = /^\p{ASCII}*$/u.test(raw) && plain.length <= 2;
      if (isShort || /^\d+$/.test(plain) || STOP_WORDS.has(plain) || isSmallWord(low, this.locale)) return [];
      if (grammar.always.has(plain) || ((isRule || start === 0 || isDoing(text, start)) && grammar.deeds.has(plain)))
        return [];
      if (
        this.locale === "en" &&
        HOLDING.test(plain) &&
        /(?:^|[^\p{L}])(?:we|i|to|and)\s+$/iu.test(text.slice(0, start))
      )
        return [];
      return [low];
    });
    return [...new Set(content)];
  }

  /** Content words of `rest` that no label answers. `clause` is the whole, where things of the catalogue are looked for. */
  unknownIn(rest: string, clause: string): string[] {
    const named = findMentions(clause, this.locale)
      .filter((mention) => this.concepts.has(mention.concept.id))
      .flatMap((mention) => tokensOf(clause.slice(mention.start, mention.end)))
      .map((token) => token.text.toLowerCase());
    return this.contentOf(rest).filter(
      (item) => !named.includes(item) && !this.formsOf(item).some((form) => this.stems.has(form)),
    );
  }

  /** A word may be compared by its own language's stem and by the plain English one. */
  private formsOf(raw: string): string[] {
    if (raw === "") return [];
    // Arabic writes "and", "with" and "for" to the word.
    if (this.locale === "ar" && /^[وبلف].{3,}/u.test(raw)) {
      const rest = raw.slice(1);
      return [stemWord(raw, "ar"), stemWord(rest, "ar"), raw, rest];
    }
    const plain = toWords(raw).join("");
    return [stemWord(raw, this.locale), plain, shorten(plain)].filter(Boolean);
  }
}

const wordsOf = (label: string): string[] => [...tokensOf(label).map((token) => token.text), ...toWords(label)];

/** "walking" and "walks" are "walk"; what would leave next to nothing stays. */
const shorten = (text: string): string => singularize(text).replace(/(?<=\w{3})(ing|ed|es|s)$/, "");

/** A sentence that says what somebody may do. Its deeds are read as rules, so they are answered by access, not by a label. */
const RULE = word(`${GRAMMARS.en.can}|${GRAMMARS.en.cannot}|${GRAMMARS.en.decide}|only|i|we|to|lets?|goes|moves`);

/** What people do with things they have; said of themselves it asks for nothing beside the things. */
const HOLDING =
  /^(?:plan|schedule|count|note|sell|offer|host|hold|lend|store|collect|rent|own|monitor|document|bring)$/;

type GrammarWords = { always: ReadonlySet<string>; deeds: ReadonlySet<string> };
const grammarCache = new Map<Locale, GrammarWords>();

/** Joining words of a language, and the everyday deeds that the reading of rules knows. */
function grammarWords(locale: Locale): GrammarWords {
  const cached = grammarCache.get(locale);
  if (cached) return cached;
  const grammar = GRAMMARS[locale];
  const { track, read, create, update, remove, everybody, boss, anyone, ...joining } = grammar;
  const people = locale === "en" ? "" : `${everybody} ${boss} ${anyone}`;
  const found = {
    always: plainWords(`${Object.values(joining).join(" ")} ${people}`),
    deeds: withPersons(
      plainWords([track, read, create, update, remove, locale === "en" ? WORK : ""].join(" ")),
      locale,
    ),
  };
  grammarCache.set(locale, found);
  return found;
}

/** One person "sees" and "records" what many see and record. */
const withPersons = (deeds: ReadonlySet<string>, locale: Locale): ReadonlySet<string> =>
  locale === "en" ? new Set([...deeds].flatMap((deed) => [deed, `${deed}s`, `${deed}es`])) : deeds;

const plainWords = (source: string): ReadonlySet<string> =>
  // "declines?" stands for both "declines" and "decline".
  new Set(
    // and "encargad[oa]s" for four words.
    [0, 1]
      .flatMap((at) => {
        const chosen = source.replace(/\[(\p{L}+)\]/gu, (_all, letters: string) => letters[at] ?? letters);
        return [chosen.replace(/\?/g, ""), chosen.replace(/\p{L}\?/gu, "")];
      })
      .flatMap((text) => toWords(text.replace(/[^\p{L}\s]/gu, " "))),
  );
