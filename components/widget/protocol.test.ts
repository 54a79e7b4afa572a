import { describe, expect, it } from "vitest";
import { isFromFrame, isToFrame } from "./protocol";

describe("what frame and page say to each other", () => {
  it("is taken in its own shape and no other", () => {
    expect(isFromFrame({ atrium: 1, type: "ready" })).toBe(true);
    expect(isToFrame({ atrium: 1, type: "opened", pageUrl: "https://a.example/" })).toBe(true);
    expect(isToFrame({ atrium: 1, type: "opened", pageUrl: null })).toBe(true);
    for (const other of [
      null,
      1,
      "ready",
      {},
      { type: "ready" },
      { atrium: 2, type: "ready" },
      { atrium: 1, type: "x" },
    ]) {
      expect(isFromFrame(other)).toBe(false);
      expect(isToFrame(other)).toBe(false);
    }
    expect(isToFrame({ atrium: 1, type: "opened", pageUrl: 1 })).toBe(false);
  });

  it("what is to be kept is a text of some length", () => {
    for (const value of ["{}", null]) {
      expect(isFromFrame({ atrium: 1, type: "keep", kept: value })).toBe(true);
      expect(isToFrame({ atrium: 1, type: "opened", pageUrl: null, kept: value })).toBe(true);
    }
    for (const value of [1, {}, "x".repeat(50_001)]) {
      expect(isFromFrame({ atrium: 1, type: "keep", kept: value })).toBe(false);
      expect(isToFrame({ atrium: 1, type: "opened", pageUrl: null, kept: value })).toBe(false);
    }
  });
});
