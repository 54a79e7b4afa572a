import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inEvenTime } from "./auth-call";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const takes = (ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve("done"), ms));

it.each([
  [0, 400],
  [2, 400],
  [60, 400],
  [400, 400],
  [401, 800],
  [790, 800],
])("work of %i ms answers after %i", async (ms, expected) => {
  const started = performance.now();
  const answer = inEvenTime(takes(ms));
  await vi.runAllTimersAsync();
  expect([await answer, performance.now() - started]).toEqual(["done", expected]);
});

it("holds an error back as long as a result", async () => {
  const started = performance.now();
  const refusal = inEvenTime(async () => {
    throw new Error("no");
  }).catch((error: unknown) => [String(error), performance.now() - started]);
  await vi.runAllTimersAsync();
  expect(await refusal).toEqual(["Error: no", 400]);
});
