import { fitOf, type WeighedSlot } from "../retrieval/score";
import type { Passage } from "../retrieval/search";
import { countTerms, termsOf } from "../retrieval/terms";
import type { Citation } from "./answer.schema";
import type { Material } from "./prompt";
import { quoteOf } from "./quote";

/** At least this share of what a sentence says, by weight, has to stand in the passages it names. */
const leastSupport = 0.5;
const marker = /\s*\[([a-z0-9]{3})\]/gi;
const anyBracket = /\s*\[[^\]\n]{1,40}\]/g;
const addresses =
  /(?:https?:\/\/|www\.)[^\s)\]>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s()/.-]{6,}\d|\b[a-z0-9-]+\.(?:com|net|org|io|de|fr|es|it|co\.uk|eu|info|biz|app|dev|ai)\b(?:\/\S*)?/giu;
const markup = /!?\[[^\]]*\]\([^)]*\)|<[^>]+>/g;
const numbers = /\d+(?:[.,:]\d+)*/g;

export type Weigh = (term: string) => number;
export type Checked = {
  /** Sentences that may be shown, with [1], [2] in place of the ids. */
  push: (piece: string) => string;
  end: () => string;
  /** What the shown sentences name, numbered in the order of their first mention. */
  citations: () => Citation[];
  /** The answer begins with NO_ANSWER. */
  isRefusal: () => boolean;
  /** The instructions were given away: nothing more is shown. */
  isSpoilt: () => boolean;
};

/**
 * Reads a model's answer while it is written and lets through only sentences that the passages they name support: known ids,
 * every number, every address, and at least half of the words by weight. Nothing is shown that would have to be taken back.
 */
export function checkAnswer({ passages, canary }: Material, language: string, weigh: Weigh): Checked {
  let buffer = "";
  /** Text before the first word is decided. */
  let head: string | undefined = "";
  let refused = false;
  let spoilt = false;
  let shown = "";
  let waiting = "";
  const order: string[] = [];
  const firstSentence = new Map<string, string>();

  const accept = (sentence: string): string => {
    const ids = [...sentence.matchAll(marker)].map(([, id = ""]) => id.toLowerCase());
    const known = [...new Set(ids)].filter((id) => passages.has(id));
    // No mark yet: the sentence goes on, or the split was at an abbreviation.
    if (ids.length === 0) {
      waiting += sentence;
      return "";
    }
    const whole = waiting + sentence;
    waiting = "";
    const cited = known.flatMap((id) => passages.get(id) ?? []);
    const plain = whole.replace(anyBracket, "").trim();
    if (cited.length === 0 || !isSupported(plain, cited, language, weigh)) return "";
    for (const id of known)
      if (!order.includes(id)) {
        order.push(id);
        firstSentence.set(id, plain);
      }
    const marks = known.map((id) => `[${order.indexOf(id) + 1}]`).join("");
    return `${plain} ${marks}`;
  };

  const drain = (isLast: boolean): string => {
    let out = "";
    for (;;) {
      const cut = nextCut(buffer, isLast);
      if (cut === undefined) break;
      const sentence = buffer.slice(0, cut);
      buffer = buffer.slice(cut);
      const endsLine = /\n\s*$/.test(sentence);
      const text = accept(sentence);
      if (text !== "") {
        const isItem = /^[-*•]\s/.test(text);
        const lead = shown === "" && out === "" ? "" : isItem || startsParagraph ? "\n" : " ";
        out += `${lead}${text}`;
        startsParagraph = false;
      }
      if (endsLine) {
        // A line that ends without naming a passage says something nobody can check.
        waiting = "";
        startsParagraph = true;
      }
    }
    shown += out;
    return out;
  };
  let startsParagraph = false;

  const push = (piece: string): string => {
    if (spoilt || refused) return "";
    buffer += piece;
    if (buffer.includes(canary)) {
      spoilt = true;
      return "";
    }
    if (head !== undefined) {
      head = buffer.trimStart();
      if (head.startsWith("NO_ANSWER")) {
        refused = true;
        return "";
      }
      if ("NO_ANSWER".startsWith(head) || "ANSWER".startsWith(head)) return "";
      buffer = head.replace(/^ANSWER[:.\s]*/, "");
      head = undefined;
    }
    // A canary may come in pieces: the last few letters wait.
    return buffer.length < canary.length ? "" : drain(false);
  };
  return {
    push,
    end: () => {
      if (head !== undefined && !refused) {
        refused = head.startsWith("NO_ANSWER");
        buffer = head.replace(/^ANSWER[:.\s]*/, "");
        head = undefined;
      }
      return spoilt || refused ? "" : drain(true);
    },
    citations: () =>
      order.flatMap((id, index) => {
        const passage = passages.get(id);
        const citation = passage && citationOf(passage, firstSentence.get(id) ?? "", language, weigh);
        return citation ? [{ ...citation, ord: index + 1 }] : [];
      }),
    isRefusal: () => refused,
    isSpoilt: () => spoilt,
  };
}

/** Where the next whole sentence of the text ends, its marks included; undefined while that cannot be known yet. */
function nextCut(text: string, isLast: boolean): number | undefined {
  const sentence = /^[^\n]*?[.!?…。！？]["”'’)]*(?:\s*\[[^\]\n]{1,40}\])*(?=\s+[^\s[])/u.exec(text);
  const marked = /^[^\n]*?\](?=[ \t]+[^\s[.,;:)])/u.exec(text);
  const line = text.indexOf("\n");
  const ends = [sentence?.[0].length, marked?.[0].length, line < 0 ? undefined : line + 1].filter(
    (end): end is number => end !== undefined && end > 0,
  );
  if (ends.length > 0) return Math.min(...ends);
  return isLast && text.length > 0 ? text.length : undefined;
}

function isSupported(sentence: string, cited: readonly Passage[], language: string, weigh: Weigh): boolean {
  if (sentence === "" || sentence.replace(markup, "") !== sentence) return false;
  const texts = cited.map(({ title, heading, text }) => `${title} ${heading} ${text}`);
  const all = texts.join("\n");
  const squeezed = all.replace(/[\s()/.-]/g, "").toLowerCase();
  for (const [address] of sentence.matchAll(addresses))
    if (!squeezed.includes(address.replace(/[\s()/.-]/g, "").toLowerCase())) return false;
  const known = new Set([...all.matchAll(numbers)].map(([number]) => digits(number)));
  for (const [number] of sentence.matchAll(numbers)) if (!known.has(digits(number))) return false;
  const there = new Set(
    cited.flatMap((passage) => termsOf(`${passage.title} ${passage.heading} ${passage.text}`, passage.language)),
  );
  let total = 0;
  let found = 0;
  for (const term of countTerms(termsOf(sentence, language)).keys()) {
    const weight = weigh(term);
    total += weight;
    if (there.has(term)) found += weight;
  }
  return total > 0 && found / total >= leastSupport;
}

/** 1,000.00 and 1.000 are written both ways; what counts is the figures. */
const digits = (number: string) => number.replace(/[.,:](?=\d{3}\b)/g, "").replace(/[.,]0+$/, "");

function citationOf(passage: Passage, sentence: string, language: string, weigh: Weigh): Omit<Citation, "ord"> | null {
  const slots: WeighedSlot[] = [...countTerms(termsOf(sentence, language)).keys()].map((term) => ({
    word: term,
    weight: 1,
    idf: weigh(term),
    alternatives: [{ term, factor: 1 }],
  }));
  const quote = quoteOf({ ...passage, fit: fitOf(passage.text, passage.language, slots) });
  if (!quote) return null;
  const { coverage: _coverage, ...citation } = quote;
  return citation;
}
