import { describe, expect, it } from "vitest";
import type { Trial } from "@/lib/features/assistant/assistant.schema";
import { reasonWords } from "./assistant-words";

const trial: Trial = {
  answer: {
    status: "answered",
    mode: "extractive",
    text: "“At nine.” [1]",
    language: "en",
    citations: [],
    suggestions: [],
    confidence: 1.2,
    cached: false,
    curatedId: null,
    isGap: false,
  },
  thresholds: { low: 0.7, high: 0.95 },
  model: "some-model",
  fallback: null,
  totalMs: 10,
};

describe("why an answer came out as it did", () => {
  it("names the score, and what kept a configured model from answering", () => {
    expect(reasonWords(trial)).toEqual(["Confidence 1.20 reaches 0.95: it answers."]);
    expect(reasonWords({ ...trial, fallback: "unauthorized" })).toEqual([
      "Confidence 1.20 reaches 0.95: it answers.",
      "The AI service refused our key, so this was quoted instead. Whoever runs this installation has to renew it.",
    ]);
  });

  it("says that two written answers fit, or that nothing does", () => {
    const offered = { ...trial.answer, mode: "curated" as const, status: "offered" as const, confidence: null };
    expect(reasonWords({ ...trial, answer: offered })[0]).toContain("Two written answers fit equally well");
    const low = { ...trial.answer, status: "unknown" as const, confidence: 0.3 };
    expect(reasonWords({ ...trial, answer: low })[0]).toContain("is below 0.70");
  });
});
