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
});
