import { describe, expect, it } from "vitest";
import { type EncryptionKey, reseal, seal, unseal } from "./secret-box";

const key = (id: string, fill: number): EncryptionKey => ({ id, key: Buffer.alloc(32, fill) });
const k1 = key("k1", 1);
const k2 = key("k2", 2);
const place = { workspaceId: "w", table: "connections", column: "token", rowId: "r" };
const secret = "ghp_0123456789abcdef";

describe("a sealed secret", () => {
  it("opens with its key and shows nothing of itself", () => {
    const { text, keyId } = seal([k1], secret, place);
    expect(keyId).toBe("k1");
    expect(unseal([k1], text, place)).toBe(secret);
    expect(text).not.toContain(secret);
    expect(Buffer.from(text.split(".").at(-1) ?? "", "base64url").toString()).not.toContain("ghp_");
  });

  it("is never the same twice", () => {
    expect(seal([k1], secret, place).text).not.toBe(seal([k1], secret, place).text);
  });

  it.each(["workspaceId", "table", "column", "rowId"] as const)("does not open in another %s", (part) => {
    const { text } = seal([k1], secret, place);
    expect(() => unseal([k1], text, { ...place, [part]: "other" })).toThrow("cannot be read");
  });

  it("does not open when a single bit of it is changed, anywhere", () => {
    const { text } = seal([k1], secret, place);
    for (const at of [2, 3]) {
      const parts = text.split(".");
      const bytes = Buffer.from(parts[at] ?? "", "base64url");
      for (const position of [0, 13, bytes.length - 1]) {
        const forged = Buffer.from(bytes);
        forged[position] = (forged[position] ?? 0) ^ 1;
        const changed = parts.with(at, forged.toString("base64url")).join(".");
        expect(() => unseal([k1], changed, place)).toThrow("cannot be read");
      }
    }
    for (const wrong of ["", "v1", "v1.k1.x.y", `v2${text.slice(2)}`, `${text}.x`, text.replace("k1", "k9")])
      expect(() => unseal([k1], wrong, place)).toThrow("cannot be read");
  });

  it("does not open with another key of the same name", () => {
    expect(() => unseal([key("k1", 9)], seal([k1], secret, place).text, place)).toThrow("cannot be read");
  });

  it("moves to a new key, after which the old one can go", () => {
    const old = seal([k1], secret, place).text;
    expect(unseal([k2, k1], old, place)).toBe(secret);
    const moved = reseal([k2, k1], old, place);
    expect(moved.keyId).toBe("k2");
    expect(unseal([k2], moved.text, place)).toBe(secret);
    expect(() => unseal([k1], moved.text, place)).toThrow("cannot be read");
    expect(() => reseal([k2], old, place)).toThrow("cannot be read");
  });

  it("is not made without a key", () => {
    expect(() => seal([], secret, place)).toThrow("ENCRYPTION_KEYS");
  });
});
