import type { Blueprint, Locale } from "../blueprint/blueprint.schema";
import { singularize, toWords } from "../blueprint/names";
import type { Idea } from "./text";
import { GRAMMARS } from "./understand/languages";
import { explanations, findGaps } from "./unsupported";

type Coverage = Pick<Blueprint, "unsupported" | "warnings">;

/** What the domain answers by itself, and the rules nobody understood. */
type Known = { covers: readonly RegExp[]; unread: readonly string[] };

const MAX_QUOTES = 200;

const STOP_WORDS = new Set(
  `a able about actually after all also always am an and any app application are as at basically be because been being but by can could day did do does doing essential amazing
  dont each easily else etc even every everything for from get gets give go going good got had has have having he her here
  him his how i if im in into is it its just keep kind know let lets like little lot make makes many maybe me might more most
  much must my myself need needs never new nice no not now of off ok okay on one only or other our out over own page people
  platform please pls plus ppl put really right run same say see she should show simple site small so some someone something
  stuff system than that the their them then there these they thing things this those to tool too track up us use used user
  users using very via wanna want wants was way we web website well were what when where which while who will with without
  work works would you your n thier ur u
  un una unos unas el la los las de del al y o u en con por para que quiero necesito mi mis su sus se es son no pero puede
  pueden como cada muy mas app aplicacion otro otra mismo misma ver`.split(/\s+/),
);

/**
 * Holds every clause of the idea against the blueprint. What no label, choice, role or known phrase answers is listed
 * with its quote, and so is every wish that is known to be out of reach.
 */
export function coverRequirements(draft: Blueprint, idea: Idea, known: Known): Coverage {
  const { covers, unread } = known;
  const vocabulary = blueprintWords(draft);
  const text = explanations(draft.locale);
  const found = idea.sentences
    .flatMap((sentence) => clausesOf(sentence))
    .flatMap((clause) => judge(clause, { vocabulary, covers, text, locale: draft.locale }));
  const ignored = idea.ignored.map((quote) => ({
    quote: clip(quote),
    reason: text.ignored,
    suggestion: text.ignoredHint,
  }));
  const rules = unread.map((quote) => ({ quote: clip(quote), reason: text.unread, suggestion: text.suggestion }));
  const unsupported = [...ignored, ...unique([...rules, ...found.filter((item) => !unread.includes(item.quote))])];
  return {
    unsupported: unsupported.slice(0, MAX_QUOTES),
    warnings: [
      ...(ignored.length > 0
        ? [
            {
              code: "directive_ignored",
              message: `${ignored.length} sentence(s) gave orders to the tool and were ignored.`,
              path: "source.ideaText",
            },
          ]
        : []),
      ...(unsupported.length > MAX_QUOTES
        ? [
            {
              code: "too_many_quotes",
              message: `${unsupported.length - MAX_QUOTES} more wishes could not be met.`,
              path: "unsupported",
            },
          ]
        : []),
    ],
  };
}

type Unsupported = Blueprint["unsupported"][number];
type Judging = {
  vocabulary: ReadonlySet<string>;
  covers: readonly RegExp[];
  text: ReturnType<typeof explanations>;
  locale: Locale;
};

function judge(clause: string, { vocabulary, covers, text, locale }: Judging): Unsupported[] {
  const gaps = findGaps(clause).map((gap) => ({ quote: clip(clause), reason: gap.reason, suggestion: gap.suggestion }));
  if (gaps.length > 0) return gaps;
  if (covers.some((pattern) => pattern.test(clause))) return [];
  const words = contentWords(clause, locale);
  if (words.length === 0) return [];
  const known = words.filter((word) => vocabulary.has(word));
  if (known.length * 2 >= words.length) return [];
  const missing = words.filter((word) => !vocabulary.has(word)).join(", ");
  const reason = known.length === 0 ? text.reason : `${text.reason} (${missing})`;
  return [{ quote: clip(clause), reason, suggestion: text.suggestion }];
}

/** Parts of a sentence that can be judged on their own. Each is a piece of the sentence, so it can be quoted. */
function clausesOf(sentence: string): string[] {
  return sentence
    .split(/\s*[;:•]\s*|,\s+(?=(?:and|but|then|or|so|pero|y)\b)|\s+-\s+|\s+(?:but|pero)\s+/iu)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
}

function contentWords(text: string, locale: Locale): string[] {
  const ascii = toWords(text)
    .filter(
      (word) => word.length > 2 && !/^\d+$/.test(word) && !STOP_WORDS.has(word) && !grammarWords(locale).has(word),
    )
    .map(stem);
  if (ascii.length > 0 || !/[^\x20-\x7e]/.test(text)) return [...new Set(ascii)];
  // A script that cannot be spelled out still has to be answered for.
  return /\p{L}/u.test(text) ? [text.slice(0, 80)] : [];
}

const grammarCache = new Map<Locale, ReadonlySet<string>>();

/** Joining words and everyday deeds of another language; English ones are among the stop words above. */
function grammarWords(locale: Locale): ReadonlySet<string> {
  const cached = grammarCache.get(locale);
  if (cached) return cached;
  const text = locale === "en" ? "" : Object.values(GRAMMARS[locale]).join(" ");
  const words = new Set(toWords(text.replace(/[^\p{L}\s]/gu, " ")));
  grammarCache.set(locale, words);
  return words;
}

const stem = (word: string): string => singularize(word).replace(/(ing|ed|es|s)$/, "");

function blueprintWords(draft: Blueprint): ReadonlySet<string> {
  const labels = [
    draft.app.name,
    draft.app.tagline,
    ...draft.roles.flatMap((role) => [role.key, role.label]),
    ...draft.enums.flatMap((item) => [item.label, ...item.values.flatMap((value) => [value.key, value.label])]),
    ...draft.entities.flatMap((entity) => [
      entity.key,
      entity.label.one,
      entity.label.many,
      ...entity.fields.flatMap((field) => [field.key, field.label, field.help ?? ""]),
      ...entity.savedViews.map((view) => view.label),
    ]),
    ...draft.relations.flatMap((relation) => [relation.fromLabel, relation.toLabel]),
    ...draft.reports.map((report) => report.label),
    ...draft.features,
    "login sign password account search list phone mobile dark light field theme colour color",
  ];
  return new Set(labels.flatMap((label) => toWords(label)).map(stem));
}

const clip = (text: string): string => text.slice(0, 500);

function unique(items: readonly Unsupported[]): Unsupported[] {
  return [...new Map(items.map((item) => [`${item.quote}|${item.reason}`, item])).values()];
}
