import { describe, expect, it } from "vitest";
import { contrast, inkOn } from "./contrast";

describe("inkOn", () => {
  it("reads on every colour with a contrast of 4.5 and more", () => {
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const color = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
          expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5);
        }
  });

  it("is white on dark and black on light", () => {
    expect([inkOn("#000000"), inkOn("#ffffff"), inkOn("#2f6f4f"), inkOn("#ffd400")]).toEqual([
      "#ffffff",
      "#000000",
      "#ffffff",
      "#000000",
    ]);
  });
});
