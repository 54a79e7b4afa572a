import { complement, isIn, overlaps, type PatternNode, type Range, type Run } from "./pattern-sets";
import { emitNode } from "./pattern-source";

/**
 * The form of a text, such as `[A-Z]{2}-\d{4}`: a part of regular expressions that means the same in JavaScript and in
 * PostgreSQL and is read in one pass. A repetition may not be followed by what it takes itself, and groups are not repeated,
 * so no text makes it slow.
 */
export type Pattern = {
  /** For both engines, without anchors; the whole text has to have the form. */
  source: string;
  /** Every way through the alternatives, as runs of characters. */
  paths: Run[][];
};
const PATHS_MAX = 64;
const RUNS_MAX = 60;
/** PostgreSQL counts repetitions up to this. */
const REPEAT_MAX = 255;
const WRITABLE = /^[\x20-\x7e\p{L}\p{N}]*$/u;
const SHORTHANDS: Record<string, Range[]> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [[32, 32]],
};

class Refused extends Error {}
const refuse = (message: string): never => {
  throw new Refused(message);
};

/** A pattern that can be checked, or a sentence that says why not. Never throws. */
export function readPattern(text: string): Pattern | { problem: string } {
  try {
    const nodes = new Reader(text).read();
    const paths = expand(nodes);
    for (const path of paths) checkPath(path);
    return { source: emitNode({ kind: "group", options: nodes, isOptional: false }, true), paths };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message };
    throw error;
  }
}

function checkPath(path: readonly Run[]): void {
  if (path.length === 0) refuse("The form takes an empty text; an optional field does that already.");
  if (path.length > RUNS_MAX) refuse(`The form has more than ${RUNS_MAX} parts.`);
  path.forEach((run, index) => {
    if (run.min === run.max) return;
    for (const next of path.slice(index + 1)) {
      if (overlaps(run.set, next.set))
        refuse(
          "A part that repeats is followed by characters it takes itself. Say how many there are, or what ends it.",
        );
      if (next.min > 0) return;
    }
  });
  if (path.every((run) => run.min === 0)) refuse("The form takes an empty text; an optional field does that already.");
}

/** Every way through groups and alternatives. */
function expand(options: readonly PatternNode[][]): Run[][] {
  const ways = options.flatMap((sequence) =>
    sequence.reduce<Run[][]>(
      (before, node) => {
        const after = waysOf(node);
        if (before.length * after.length > PATHS_MAX) refuse(`The form has more than ${PATHS_MAX} alternatives.`);
        return before.flatMap((start) => after.map((end) => [...start, ...end]));
      },
      [[]],
    ),
  );
  if (ways.length > PATHS_MAX) refuse(`The form has more than ${PATHS_MAX} alternatives.`);
  return ways;
}

function waysOf(node: PatternNode): Run[][] {
  if (node.kind === "group") return [...(node.isOptional ? [[]] : []), ...expand(node.options)];
  const set = node.isNegated ? complement(node.ranges) : node.ranges;
  if (set.length === 0) refuse("A set of characters is empty.");
  return [[{ set, min: node.min, max: node.max }]];
}

/** One pass over the text, left to right. */
class Reader {
  private at = 0;
  private readonly chars: string[];

  constructor(text: string) {
    if (!WRITABLE.test(text)) refuse("The form may hold letters, digits and the signs of a keyboard.");
    if (text.trim() !== text || text === "") refuse("The form may not begin or end with a space.");
    const whole = text.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
    this.chars = [...whole];
    if (this.chars.some((char) => char.length > 1))
      refuse("The form may hold letters, digits and the signs of a keyboard.");
  }

  read(): PatternNode[][] {
    const options = this.options(0);
    if (this.at < this.chars.length) refuse("A bracket is closed that was not opened.");
    return options;
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private take(): string {
    const char = this.chars[this.at] ?? refuse("The form ends too early.");
    this.at += 1;
    return char;
  }

  private options(depth: number): PatternNode[][] {
    const options = [this.sequence(depth)];
    while (this.peek() === "|") {
      this.at += 1;
      options.push(this.sequence(depth));
    }
    return options;
  }

  private sequence(depth: number): PatternNode[] {
    const nodes: PatternNode[] = [];
    for (let char = this.peek(); char !== undefined && char !== "|" && char !== ")"; char = this.peek())
      nodes.push(char === "(" ? this.group(depth) : this.run());
    return nodes;
  }

  private group(depth: number): PatternNode {
    if (depth >= 5) refuse("Groups are nested too deeply.");
    this.at += 1;
    if (this.peek() === "?") {
      this.at += 1;
      if (this.take() !== ":") refuse("Groups are written as ( ) or (?: ).");
    }
    const options = this.options(depth + 1);
    if (this.peek() !== ")") refuse("A bracket is not closed.");
    this.at += 1;
    const next = this.peek();
    if (next === "*" || next === "+" || next === "{") refuse("A group cannot be repeated; only “?” may follow it.");
    const isOptional = next === "?";
    if (isOptional) this.at += 1;
    return { kind: "group", options, isOptional };
  }

  private run(): PatternNode {
    const char = this.take();
    if (char === "[") return this.repeated(this.set());
    if (char === ".") return this.repeated({ ranges: [], isNegated: true });
    if ("^$*+?{}]".includes(char)) refuse(`“${char}” cannot stand there; write \\${char} for the sign itself.`);
    const ranges = char === "\\" ? this.escaped() : one(char);
    return this.repeated({ ranges, isNegated: false });
  }

  private escaped(): Range[] {
    const char = this.take();
    const known = SHORTHANDS[char];
    if (known) return known;
    if (/[\p{L}\p{N}]/u.test(char)) refuse(`“\\${char}” is not known. There are \\d, \\w and \\s.`);
    return one(char);
  }

  private set(): { ranges: Range[]; isNegated: boolean } {
    const isNegated = this.peek() === "^";
    if (isNegated) this.at += 1;
    const ranges: Range[] = [];
    while (this.peek() !== "]") ranges.push(...this.member());
    this.at += 1;
    if (ranges.length === 0) refuse("A set of characters is empty.");
    return { ranges, isNegated };
  }

  private member(): Range[] {
    const first = this.take();
    if (first === "[") refuse("Write \\[ for a bracket within a set.");
    const start = first === "\\" ? this.escaped() : one(first);
    const [from, to] = [start[0]?.[0] ?? 0, start[0]?.[1] ?? 0];
    if (this.peek() !== "-" || this.chars[this.at + 1] === "]" || start.length > 1 || from !== to) return start;
    this.at += 1;
    const last = this.take();
    const end = (last === "\\" ? this.escaped() : one(last))[0];
    if (!end || end[0] !== end[1] || end[0] < from)
      return refuse("A range of characters goes from the lower to the higher one.");
    return [[from, end[0]]];
  }

  private repeated(set: { ranges: Range[]; isNegated: boolean }): PatternNode {
    const [min, max] = this.counts();
    const next = this.peek();
    if (next === "*" || next === "+" || next === "?" || next === "{") refuse("One repetition cannot follow another.");
    return { kind: "chars", ...set, min, max };
  }

  private counts(): [number, number] {
    const next = this.peek();
    if (next !== "*" && next !== "+" && next !== "?" && next !== "{") return [1, 1];
    this.at += 1;
    if (next === "*") return [0, Number.POSITIVE_INFINITY];
    if (next === "+") return [1, Number.POSITIVE_INFINITY];
    if (next === "?") return [0, 1];
    let text = "";
    while (this.peek() !== "}") text += this.take();
    this.at += 1;
    const match = /^(\d{1,3})(,(\d{1,3})?)?$/.exec(text) ?? refuse("A count is written as {3}, {2,4} or {2,}.");
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (max === 0 || max < min || min > REPEAT_MAX || (max > REPEAT_MAX && Number.isFinite(max)))
      refuse(`A count goes from the lower to the higher number, up to ${REPEAT_MAX}.`);
    return [min, max];
  }
}

const one = (char: string): Range[] => {
  const code = char.codePointAt(0) ?? 0;
  return [[code, code]];
};

type Lengths = { minLen?: number; maxLen?: number };

/** How many texts to look for before a pattern counts as having room for all that differ. */
const ROOM = 1_000;

/**
 * The n-th text of this form within the lengths; the same `n` gives the same text and, where there is room, another `n` another
 * one. Null when no text fits.
 */
export function patternSample(pattern: Pattern, n: number, lengths: Lengths = {}): string | null {
  const best = roomiest(pattern, lengths);
  if (best === null) return null;
  let rest = n;
  const out: string[] = [];
  for (const alphabet of [...best].reverse()) {
    out.push(alphabet[rest % alphabet.length] ?? "");
    rest = Math.floor(rest / alphabet.length);
  }
  const text = out.reverse().join("");
  return text.trim() === text ? text : null;
}

/** How many different texts there are for certain, counted up to a thousand. */
export function patternRoom(pattern: Pattern, lengths: Lengths = {}): number {
  const best = roomiest(pattern, lengths);
  return best === null ? 0 : roomOf(best);
}

const roomOf = (slots: readonly string[][]): number =>
  slots.reduce((room, slot) => Math.min(ROOM, room * slot.length), 1);

function roomiest(pattern: Pattern, lengths: Lengths): string[][] | null {
  let best: string[][] | null = null;
  for (const path of pattern.paths) {
    const slots = fill(path, lengths);
    if (slots && (best === null || roomOf(slots) > roomOf(best))) best = slots;
  }
  return best;
}

/** As few characters as the form, the lengths and room for different texts ask for. */
function fill(path: readonly Run[], { minLen = 1, maxLen = 1_000 }: Lengths): string[][] | null {
  const counts = path.map((run) => run.min);
  const alphabets = path.map((run) => alphabetOf(run.set));
  const slots = () => counts.flatMap((count, index) => Array.from({ length: count }, () => alphabets[index] ?? []));
  const length = () => counts.reduce((sum, count) => sum + count, 0);
  if (length() > maxLen) return null;
  while (length() < maxLen && (length() < minLen || roomOf(slots()) < ROOM)) {
    const index = path.findIndex((run, at) => (counts[at] ?? 0) < run.max && (alphabets[at]?.length ?? 0) > 1);
    const any = index >= 0 ? index : path.findIndex((run, at) => (counts[at] ?? 0) < run.max);
    if (any < 0 || (index < 0 && length() >= minLen)) break;
    counts[any] = (counts[any] ?? 0) + 1;
  }
  return length() < minLen || slots().some((slot) => slot.length === 0) ? null : slots();
}

const FAMILIAR = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];

function alphabetOf(set: readonly Range[]): string[] {
  const familiar = FAMILIAR.filter((char) => isIn(char.codePointAt(0) ?? 0, set));
  if (familiar.length > 0) return familiar;
  return set.flatMap(([from, to]) =>
    Array.from({ length: Math.min(36, to - from + 1) }, (_item, index) => String.fromCodePoint(from + index)),
  );
}
