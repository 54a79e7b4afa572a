import { describe, expect, it } from "vitest";
import type { ModelFailure } from "@/lib/platform/ai/chat-completion";
import { fallbackWords } from "./fallback.schema";

/** Everything a call can end with, and what this module adds; a new one that is left out here does not compile. */
const codes: Record<ModelFailure | "budget" | "no_valid_citation" | "instructions_leaked", true> = {
  refused: true,
  filtered: true,
  empty: true,
  truncated: true,
  timeout: true,
  unreachable: true,
  unauthorized: true,
  rate_limited: true,
  server_error: true,
  rejected: true,
  too_large: true,
  aborted: true,
  budget: true,
  no_valid_citation: true,
  instructions_leaked: true,
};

describe("why an answer was quoted", () => {
  it.each(Object.keys(codes))("%s has a sentence of its own and says what to do", (code) => {
    const { reason, advice } = fallbackWords(code);
    expect(reason).not.toContain(`(${code})`);
    expect(reason).not.toMatch(/\.$/);
    expect(advice).toMatch(/\.$/);
  });

  it("a code nobody knows is named", () => {
    expect(fallbackWords("weather").reason).toBe("The language model did not answer (weather)");
    expect(fallbackWords("toString").reason).toContain("(toString)");
  });
});
