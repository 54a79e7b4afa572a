import { describe, expect, it } from "vitest";
import { readQuestion } from "./question";

describe("readQuestion", () => {
  it.each([
    ["Can I get a massage?", ["massage"]],
    ["what is the best breed for a family", ["best", "breed", "family"]],
    ["Y a-t-il un terrain de tennis ?", ["terrain", "tennis"]],
    ["Habt ihr auch eine Sauna?", ["sauna"]],
  ])("%s", (text, words) => {
    expect(readQuestion(text, ["en", "fr", "de"]).slots.map(({ word }) => word)).toEqual(words);
  });
});
