import { describe, expect, it } from "vitest";
import { apiKeyHash, generateApiKey } from "./api-key";

describe("API keys", () => {
  it("are recognised by their own hash and shown only by their end", () => {
    const key = generateApiKey();
    expect(key.secret).toMatch(/^atr_live_[0-9A-Za-z]{49}$/);
    expect(apiKeyHash(key.secret)?.equals(key.hash)).toBe(true);
    expect(key.secret.endsWith(key.last4)).toBe(true);
  });

  it("differ", () => expect(new Set(Array.from({ length: 500 }, () => generateApiKey().secret)).size).toBe(500));

  it("are refused when a single character is off, without asking the database", () => {
    const { secret } = generateApiKey();
    for (let at = 0; at < secret.length; at++) {
      const wrong = secret.slice(0, at) + (secret[at] === "x" ? "y" : "x") + secret.slice(at + 1);
      expect(apiKeyHash(wrong)).toBeUndefined();
    }
    expect(apiKeyHash(`${secret}0`)).toBeUndefined();
    expect(apiKeyHash("")).toBeUndefined();
  });
});
