import { describe, expect, it } from "vitest";
import { contrastOf, inkOn } from "./contrast";

describe("contrast", () => {
  it("is 21 between black and white, and 1 between equals", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#2f6f4f", "#2f6f4f")).toBe(1);
    // From the table of WebAIM's contrast checker.
    expect(contrastOf("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  });

  it("finds an ink for every colour that reaches 4.5", () => {
    expect(inkOn("#2f6f4f")).toBe("#ffffff");
    expect(inkOn("#ffe14d")).toBe("#000000");
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const color = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
          expect(contrastOf(color, inkOn(color))).toBeGreaterThanOrEqual(4.5);
        }
  });
});
