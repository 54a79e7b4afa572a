import type { Blueprint, FieldType } from "../blueprint/blueprint.schema";
import { Vocabulary } from "./coverage-words";
import { asWritten, type Idea } from "./text";
import { explanations, findGaps } from "./unsupported";

type Coverage = Pick<Blueprint, "unsupported" | "warnings">;

/** What the domain answers by itself, the features that were asked for and are there, and the rules nobody understood. */
type Known = {
  covers: readonly RegExp[];
  features: readonly RegExp[];
  unread: readonly string[];
  headings?: ReadonlySet<string>;
};

const MAX_QUOTES = 200;

/**
 * Holds every clause of the idea against the blueprint. What no label, choice, role or known phrase answers is listed
 * with its quote, and so is every wish that is known to be out of reach.
 */
export function coverRequirements(draft: Blueprint, idea: Idea, known: Known): Coverage {
  const { features, unread, headings } = known;
  const covers = [...known.covers, ...features];
  const words = new Vocabulary(blueprintLabels(draft), draft.locale);
  const text = explanations(draft.locale);
  const found = idea.sentences
    .filter((sentence) => !headings?.has(sentence))
    .flatMap((sentence) => clausesOf(sentence))
    .flatMap((clause, index) => judge(clause, { words, covers, features, text, isFirst: index === 0 }));
  const ignored = idea.ignored.map((quote) => ({
    quote: clip(quote),
    reason: text.ignored,
    suggestion: text.ignoredHint,
  }));
  const rules = unread.map((quote) => ({ quote: clip(quote), reason: text.unread, suggestion: text.suggestion }));
  const unsupported = [...ignored, ...unique([...rules, ...found.filter((item) => !unread.includes(item.quote))])];
  return {
    unsupported: unsupported.slice(0, MAX_QUOTES).map((item) => ({ ...item, quote: asWritten(item.quote, idea) })),
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
  words: Vocabulary;
  covers: readonly RegExp[];
  features: readonly RegExp[];
  text: ReturnType<typeof explanations>;
  isFirst: boolean;
};

/**
 * A clause is answered when every word of weight in it is. A phrase that a prepared domain answers carries the words around
 * it along, up to as many as it has itself.
 */
function judge(clause: string, { words, covers, features, text, isFirst }: Judging): Unsupported[] {
  const gaps = findGaps(withoutCovered(clause, features)).map((gap) => ({
    quote: clip(clause),
    reason: gap.reason,
    suggestion: gap.suggestion,
  }));
  if (gaps.length > 0) return gaps;
  const rest = withoutCovered(clause, covers);
  const unknown = words.unknownIn(rest, clause);
  const all = words.contentOf(clause);
  if (unknown.length === 0 || (rest !== clause && unknown.length * 2 <= all.length)) return [];
  // "We run a hair salon": the first words say what the business is, and the salon is answered.
  if (isFirst && unknown.length === 1 && all.length > 1 && isInHead(clause, unknown[0] ?? "")) return [];
  const reason = unknown.length === all.length ? text.reason : `${text.reason} (${unknown.join(", ")})`;
  return [{ quote: clip(clause), reason, suggestion: text.suggestion }];
}

/** True of a word before the first one that joins or says what for: "a rehearsal planner for choirs", not "a choir with rehearsals". */
const isInHead = (clause: string, unknown: string): boolean => {
  const border =
    /(?<!\p{L})(?:with|and|to|that|which|who|where|including|plus|has|have|of|con|y|e|que|avec|et|qui|mit|und|die|com|di|مع|فيه|فيها|به|بها)(?!\p{L})|&/iu.exec(
      clause,
    );
  return clause.toLowerCase().indexOf(unknown) < (border?.index ?? clause.length);
};

/** What is left of a clause when the words that a prepared domain answers are taken out. */
function withoutCovered(clause: string, covers: readonly RegExp[]): string {
  const ranges = covers.flatMap((pattern) =>
    [...clause.matchAll(new RegExp(pattern, "giu"))].map(
      (match) => [match.index, match.index + match[0].length] as const,
    ),
  );
  return clause.replace(/[\p{L}\p{M}\p{N}]+/gu, (word, at: number) =>
    ranges.some(([from, to]) => from < at + word.length && at < to) ? "" : word,
  );
}

/** Parts of a sentence that can be judged on their own. Each is a piece of the sentence, so it can be quoted. */
function clausesOf(sentence: string): string[] {
  return sentence
    .split(/\s*[;:•\u2003]\s*|[,،]\s+(?![^()]*\))|\s+-\s+|\s+(?:but|pero)\s+/iu)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
}

/** How people call a field of a kind beside its name: "a lease with a start and an end date". */
const wordsOfKind: Partial<Record<FieldType, string>> = {
  date: "date day",
  datetime: "date day time",
  time: "time hour",
  money: "price amount cost money",
  image: "photo picture image",
  file: "file document upload",
  email: "mail address",
  phone: "phone number",
  int: "number count",
  decimal: "number",
  rating: "rating star",
  longtext: "text",
};

function blueprintLabels(draft: Blueprint): string[] {
  return [
    draft.app.name,
    draft.app.tagline,
    ...draft.roles.flatMap((role) => [role.key, role.label]),
    ...draft.enums.flatMap((item) => [item.label, ...item.values.flatMap((value) => [value.key, value.label])]),
    ...draft.entities.flatMap((entity) => [
      entity.key,
      entity.label.one,
      entity.label.many,
      ...entity.fields.flatMap((field) => [field.key, field.label, field.help ?? "", wordsOfKind[field.type] ?? ""]),
      ...entity.savedViews.map((view) => view.label),
    ]),
    ...draft.relations.flatMap((relation) => [relation.fromLabel, relation.toLabel]),
    ...draft.reports.map((report) => report.label),
    ...draft.features,
    // What a form says of a field: "(text, unique, required)", "(yes/no)".
    "unique required optional mandatory yes no boolean number text pdf",
    "login sign password account search list phone mobile dark light field theme colour color",
  ];
}

const clip = (text: string): string => text.slice(0, 500);

function unique(items: readonly Unsupported[]): Unsupported[] {
  return [...new Map(items.map((item) => [`${item.quote}|${item.reason}`, item])).values()];
}
