import { GRAMMARS, type Grammar, isSmallWord } from "./languages";
import { choicesOf, sameWords } from "./phrases";
import type { Sketch, Thing } from "./sketch";
import { stemPhrase, tokensOf } from "./words";

/** Reads the states and choices an idea lists. Runs when all things are known, so that none lands on the wrong one. */
export function readStates(sketch: Sketch, sentences: readonly string[]): void {
  const grammar = GRAMMARS[sketch.locale];
  let before: Thing | undefined;
  for (const sentence of sentences.slice(0, 400)) {
    readChoices(sketch, grammar, sentence.slice(0, 2_000), before);
    before = sketch.mentionedIn(sentence.slice(0, 300)).find((thing) => !thing.concept?.person) ?? before;
  }
}

/** "status: open, done", "size (small, large)", "draft -> sent -> paid", "goes from received to in analysis to archived". */
function readChoices(sketch: Sketch, grammar: Grammar, sentence: string, before: Thing | undefined): void {
  const chain =
    /([\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?)((?:\s*(?:->|→|=>|➔|➡️)\s*[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?){1,11})/u.exec(
      sentence,
    );
  if (chain) {
    const choices = chain[0].split(/\s*(?:->|→|=>|➔|➡️)\s*/u).map((part) => part.trim());
    addStates(sketch, grammar, { sentence, at: chain.index, before, choices, isChain: true });
    return;
  }
  const told = statesInWords(sentence, grammar);
  if (told) {
    addStates(sketch, grammar, { sentence, before, ...told });
    return;
  }
  const be = "is one of|is either|is|are|can be|es|son|puede ser|peut être|est|sont|ist|kann|pode ser|può essere|è";
  const pattern = new RegExp(
    `(?<![\\p{L}])((?:[\\p{L}\\p{M}]+ )?(?:${grammar.status}))\\s*(?:[:(=]|(?:${be})(?![\\p{L}]):?)\\s*([^.!?:;)\\n]{3,300})`,
    "iu",
  );
  const match = pattern.exec(sentence);
  const choices = choicesOf(match?.[2] ?? "", grammar);
  const target = match
    ? mainThing(sketch, sentence.slice(0, match.index + (match[1]?.length ?? 0)), before)
    : undefined;
  if (!match || !target || choices.length < 2) return;
  const label = statusName(match[1] ?? "", sketch, grammar);
  const isKnown = target.fields.some((field) => field.choices && sameWords(field.label, label));
  if (!isKnown) sketch.addField(target, { label, choices });
}

const STATES = "goes|go|moves?|passes|pass|runs|geht|gehen|durchläuft|pasan?|passent?|passano?|passa";
const FROM = "from|von|de|da|dal|dalla";
const TO = "to|then|nach|zu|über|a|à|para|al|alla";

/** "goes from a to b to c" is a chain; "goes through the states a, b and c" names states in no certain order. */
function statesInWords(
  sentence: string,
  grammar: Grammar,
): { at: number; choices: string[]; isChain: boolean } | undefined {
  const chain = new RegExp(
    `(?<![\\p{L}])(?:${STATES})\\s+(?:${FROM})\\s+((?:(?!\\s(?:${TO})\\s)[^.!?;,\\n]){2,30}(?:,?\\s+(?:${TO})\\s+(?:(?!\\s(?:${TO})\\s)[^.!?;,\\n]){2,30}){1,11})`,
    "iu",
  ).exec(sentence);
  if (chain?.[1]) {
    const choices = chain[1].split(new RegExp(`,?\\s+(?:${TO})\\s+`, "iu")).map((part) => part.trim());
    return choices.every((part) => part.split(" ").length <= 3)
      ? { at: chain.index, choices, isChain: true }
      : undefined;
  }
  const list = new RegExp(
    `(?<![\\p{L}])(?:${STATES}|has|have|can have|hat|tienen?|a|ont|tem|ha)\\s+(?:through\\s+)?(?:the |these |one of the |die |los |les |os |gli )?(?:following )?(?:states|statuses|stages|steps|phases|zustände|estados|statuts|états|stati|fasi|étapes)\\s*:?\\s+([^.!?;\\n]{3,300})`,
    "iu",
  ).exec(sentence);
  // "The board decides: approved, rejected" says how things may end.
  const ends = list ?? /(?:decides?|decision|outcome)\s*:\s+([^.!?;\n]{3,300})/iu.exec(sentence);
  const choices = choicesOf(ends?.[1] ?? "", grammar);
  return ends && choices.length >= 2 ? { at: ends.index, choices, isChain: false } : undefined;
}

type States = { sentence: string; at: number; before: Thing | undefined; choices: string[]; isChain: boolean };

function addStates(sketch: Sketch, grammar: Grammar, { sentence, at, before, choices, isChain }: States): void {
  const target = mainThing(sketch, sentence.slice(0, at), before) ?? mainThing(sketch, sentence, before);
  if (target) sketch.addField(target, { label: statusLabel(grammar), choices, ...(isChain ? { isChain } : {}) });
}

const statusLabel = (grammar: Grammar): string => (grammar.status.split("|")[0] ?? "status").replace(/[?()]|s\?$/g, "");

function statusName(found: string, sketch: Sketch, grammar: Grammar): string {
  const words = tokensOf(found).map((token) => token.text);
  const first = words[0] ?? "";
  const isPlainStatus =
    words.length > 1 && (isSmallWord(first.toLowerCase(), sketch.locale) || sketch.find(first) !== undefined);
  const label = isPlainStatus ? (words.at(-1) ?? statusLabel(grammar)) : words.join(" ");
  // "Estados:" lists the values of one "estado".
  return stemPhrase(label, sketch.locale) === stemPhrase(statusLabel(grammar), sketch.locale)
    ? statusLabel(grammar)
    : label;
}

/** What a list of states is about: the thing just named, else the one the sentence before spoke of; never a person. */
function mainThing(sketch: Sketch, text: string, before: Thing | undefined): Thing | undefined {
  const here = sketch.mentionedIn(text).filter((thing) => !thing.concept?.person);
  return here[0] ?? before ?? sketch.things.find((thing) => !thing.concept?.person) ?? sketch.things[0];
}
