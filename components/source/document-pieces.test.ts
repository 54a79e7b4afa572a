import { expect, it } from "vitest";
import { passageOf, piecesOf } from "./document-pieces";

it("a passage is two numbers in the right order, and nothing else", () => {
  expect(passageOf("12-40")).toEqual({ start: 12, end: 40 });
  for (const wrong of [null, "", "40-12", "12-12", "-5-9", "a-b", "1-99999999"])
    expect(passageOf(wrong)).toBeUndefined();
});

it("pieces join to the text, and the marked ones to the passage, across pages and slices", () => {
  const text = "abcdefghijklmnopqrstuvwxyz";
  const pages = [
    { page: 1, at: 0 },
    { page: 2, at: 10 },
    { page: 3, at: 20 },
  ];
  const slices = [0, 13].map((from) => ({
    from,
    text: text.slice(from, from + 13),
    pages: pages.filter(({ at }) => at >= from && at < from + 13),
  }));
  const pieces = piecesOf(slices, { start: 8, end: 22 });
  const joined = (some: typeof pieces) => some.map((piece) => piece.text).join("");
  expect(joined(pieces)).toBe(text);
  expect(joined(pieces.filter(({ isMarked }) => isMarked))).toBe(text.slice(8, 22));
  expect(pieces.flatMap(({ page, at }) => (page === undefined ? [] : [[page, at]]))).toEqual([
    [1, 0],
    [2, 10],
    [3, 20],
  ]);
});
