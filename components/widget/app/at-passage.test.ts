import { describe, expect, it } from "vitest";
import { atPassage } from "./at-passage";

describe("where a citation leads", () => {
  it("is the page of a PDF", () => {
    expect(atPassage("https://shop.example/terms.pdf#old", { quote: "Anything.", page: 12 })).toBe(
      "https://shop.example/terms.pdf#page=12",
    );
  });

  it("is the words themselves elsewhere, the first eight of them", () => {
    const quote = "Plans - monthly,  yearly & more -\ncan be refunded within 14 days.";
    expect(atPassage("https://shop.example/refunds?x=1#top", { quote, page: null })).toBe(
      "https://shop.example/refunds?x=1#:~:text=Plans%20%2D%20monthly%2C%20yearly%20%26%20more%20%2D%20can",
    );
  });
});
