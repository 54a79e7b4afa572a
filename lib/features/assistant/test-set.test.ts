import { describe, expect, it } from "vitest";
import { errorsAt, suggestThresholds } from "./test-set.schema";

const known = (confidence: number) => ({ expect: "document" as const, confidence });
const foreign = (confidence: number) => ({ expect: "unknown" as const, confidence });
const present = { low: 0.7, high: 0.95 };

describe("errors at thresholds", () => {
  const results = [known(0.5), known(0.7), known(0.9), known(1.2), foreign(0.2), foreign(0.7), foreign(0.95)];

  it("counts both kinds, a threshold itself being passed", () => {
    expect(errorsAt(results, present)).toEqual({
      answerable: 4,
      unanswerable: 3,
      falseRefusals: 1,
      falseAnswers: 2,
      asserted: 1,
      uncertain: 2,
    });
    expect(errorsAt(results, { low: 0, high: 5 })).toMatchObject({ falseRefusals: 0, falseAnswers: 3, asserted: 0 });
    expect(errorsAt([], present)).toMatchObject({ answerable: 0, falseRefusals: 0, falseAnswers: 0 });
  });
});

describe("suggested thresholds", () => {
  it("separate what can be separated, with room on both sides", () => {
    const results = [known(0.6), known(1), foreign(0.2), foreign(0.4)];
    const found = suggestThresholds(results, present);
    expect(found).toEqual({ low: 0.5, high: 0.95 });
    expect(errorsAt(results, found ?? present)).toMatchObject({ falseRefusals: 0, falseAnswers: 0 });
  });

  it("keep the present ones where they are as good as any", () => {
    expect(suggestThresholds([known(0.9), foreign(0.3)], present)).toEqual(present);
  });

  it("never assert what nobody can know, and stay in order", () => {
    const found = suggestThresholds([known(1.4), known(0.9), foreign(1.1)], present);
    expect(found).not.toBeNull();
    expect(found?.high).toBeGreaterThan(1.1);
    expect(found?.high).toBeGreaterThanOrEqual(found?.low ?? 9);
  });

  it("take fewer errors over the present ones, whatever the scores", () => {
    for (let seed = 1; seed < 200; seed++) {
      const random = (n: number) => ((Math.sin(seed * 99.7 + n * 7.3) + 1) / 2) * 1.6;
      const results = Array.from({ length: 12 }, (_, n) => (n % 3 === 0 ? foreign : known)(random(n)));
      const found = suggestThresholds(results, present);
      if (!found) throw new Error("both kinds are there");
      const sum = (at: typeof present) => {
        const errors = errorsAt(results, at);
        return errors.falseRefusals / errors.answerable + errors.falseAnswers / errors.unanswerable;
      };
      expect(sum(found)).toBeLessThanOrEqual(sum(present));
      expect(errorsAt(results, found).asserted).toBe(0);
      expect(found.low).toBeLessThanOrEqual(found.high);
    }
  });

  it("are not made up from one kind of question", () => {
    expect(suggestThresholds([known(0.9), known(0.2)], present)).toBeNull();
    expect(suggestThresholds([], present)).toBeNull();
  });
});
