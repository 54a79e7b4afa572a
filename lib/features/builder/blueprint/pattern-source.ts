import type { PatternNode, Range } from "./pattern-sets";

/** The node as both JavaScript (with the flag `u`) and PostgreSQL read it, and as no linter finds fault with. */
export function emitNode(node: PatternNode, isWhole = false): string {
  if (node.kind === "group") {
    const inner = node.options.map((sequence) => sequence.map((item) => emitNode(item)).join("")).join("|");
    if (isWhole && node.options.length === 1) return inner;
    return `(?:${inner})${node.isOptional ? "?" : ""}`;
  }
  return `${emitSet(node.ranges, node.isNegated)}${counts(node.min, node.max)}`;
}

function counts(min: number, max: number): string {
  if (min === 1 && max === 1) return "";
  if (min === max) return `{${min}}`;
  if (max === 1) return "?";
  if (max !== Number.POSITIVE_INFINITY) return `{${min},${max}}`;
  return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
}

function emitSet(ranges: readonly Range[], isNegated: boolean): string {
  const [only] = ranges;
  if (!isNegated && only && ranges.length === 1 && only[0] === only[1]) return plain(only[0]);
  const members = ranges.map(([from, to]) => (from === to ? member(from) : `${member(from)}-${member(to)}`)).join("");
  return isNegated ? `[^\\n\\r${members}]` : `[${members}]`;
}

/** Spaces in a row are hard to count, so they are written by their number. */
const byNumber = (code: number): string => `\\u${code.toString(16).padStart(4, "0").toUpperCase()}`;

function plain(code: number): string {
  const char = String.fromCodePoint(code);
  if (char === " ") return byNumber(code);
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function member(code: number): string {
  const char = String.fromCodePoint(code);
  return /[\\^\]\-[]/.test(char) ? byNumber(code) : char;
}
