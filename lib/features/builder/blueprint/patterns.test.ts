import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Pattern, patternRoom, patternSample, readPattern } from "./patterns";

const read = (text: string): Pattern => {
  const pattern = readPattern(text);
  if ("problem" in pattern) throw new Error(`${text}: ${pattern.problem}`);
  return pattern;
};
const matches = (pattern: Pattern, text: string): boolean => new RegExp(`^(?:${pattern.source})$`, "u").test(text);

describe("the form of a text", () => {
  it.each([
    ["[A-Z]{2}-\\d{4}", ["AB-1234"], ["AB1234", "ab-1234", "AB-12345", "AB-123", " AB-1234"]],
    ["^\\d{5}(-\\d{4})?$", ["12345", "12345-6789"], ["1234", "12345-", "12345-678"]],
    ["(DE|AT|CH)\\d+", ["DE1", "CH999"], ["FR1", "DE"]],
    ["[\\w.+-]+@[\\w-]+\\.[a-z]{2,}", ["a.b+c@de-f.com"], ["a@b", "a@b.c", "@b.com"]],
    ["[^/]+/\\d", ["ab/1"], ["ab/x", "/1", "a\nb/1"]],
    ["\\[ß\\]\\/\\.", ["[ß]/."], ["ß/.", "[ß]/x"]],
    ["\\d\\d[01]", ["120"], ["122", "٣٣0"]],
  ])("%s takes what it says and nothing else", (text, good, bad) => {
    const pattern = read(text);
    for (const one of good) expect(matches(pattern, one), one).toBe(true);
    for (const one of bad) expect(matches(pattern, one), one).toBe(false);
  });

  it.each([
    ["(a+)+", /group cannot be repeated/],
    ["(a|a)*", /group cannot be repeated/],
    ["a*a*b", /followed by characters it takes itself/],
    [".*@.*", /followed by characters it takes itself/],
    ["\\d+\\w", /followed by characters it takes itself/],
    ["\\d*", /empty text/],
    ["(?=a)b", /\( \) or \(\?: \)/],
    ["(a)\\1", /not known/],
    ["a{300}", /up to 255/],
    ["a{3,2}", /lower to the higher/],
    ["a**", /cannot follow/],
    ["[z-a]", /lower to the higher/],
    ["[]a", /ends too early|empty/],
    ["(a", /not closed/],
    ["a)", /not opened/],
    ["*", /cannot stand there/],
    ["a\u0000", /signs of a keyboard/],
    ["🚲", /signs of a keyboard/],
    ["", /begin or end/],
    ["(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)", /alternatives/],
  ])("%s is refused with a sentence", (text, sentence) => {
    expect(readPattern(text)).toEqual({ problem: expect.stringMatching(sentence) });
  });

  it("is read or refused, whatever is typed, and never takes long to check", () => {
    const piece = fc.constantFrom(..."ab1.-*+?()[]{}|\\^$, /ß", "\\d", "\\w", "{2}", "{1,3}", "[a-c]", "(ab|c)?");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.string({ maxLength: 12 }), (pieces, text) => {
        const pattern = readPattern(pieces.join(""));
        if ("problem" in pattern) return;
        const began = performance.now();
        for (const hostile of ["a".repeat(20_000), `${"ab1".repeat(5_000)}!`, "1".repeat(20_000), text])
          matches(pattern, hostile);
        expect(performance.now() - began).toBeLessThan(500);
        const sample = patternSample(pattern, 3);
        if (sample !== null) expect(matches(pattern, sample), `${pieces.join("")} ${sample}`).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("texts of a form", () => {
  it("differ from one another as long as there is room, and keep to the lengths", () => {
    const plate = read("[A-Z]{2}-\\d{4}");
    const made = Array.from({ length: 500 }, (_item, n) => patternSample(plate, n));
    expect(new Set(made).size).toBe(500);
    expect(made.every((text) => text !== null && matches(plate, text))).toBe(true);
    expect(patternSample(read("\\d+"), 7, { minLen: 6, maxLen: 8 })).toMatch(/^\d{6,8}$/);
    expect(patternSample(plate, 1, { maxLen: 5 })).toBeNull();
    expect([patternRoom(plate), patternRoom(read("[ab]{2}")), patternRoom(plate, { minLen: 9 })]).toEqual([1000, 4, 0]);
  });
});
