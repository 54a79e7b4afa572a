import { describe, expect, it } from "vitest";
import { pluralize, singularize, toIdentifier, toSlug, toWords, uniqueName } from "./names";

describe("identifiers", () => {
  it.each([
    ["Étudiant", "etudiant"],
    ["Line Item", "line_item"],
    ["odontólogo", "odontologo"],
    ["Größe", "grosse"],
    ["Клиент", "klient"],
    ["ﬁle №1", "file_no1"],
    ["🐶 dog", "dog"],
    ["fooBar", "foo_bar"],
    ["3 wishes", "item_3_wishes"],
    ["🐶🐾", "item"],
    ["日本", "item"],
    ["__proto__", "proto"],
    ["'; drop table x; --", "drop_table_x"],
    ["../../etc/passwd", "etc_passwd"],
  ])("%s becomes %s", (label, identifier) => {
    expect(toIdentifier(label)).toBe(identifier);
  });

  it("never exceeds 40 characters, even with a suffix", () => {
    const taken = new Set<string>();
    const names = Array.from({ length: 30 }, () => uniqueName(toIdentifier("very ".repeat(20)), taken));
    expect(new Set(names).size).toBe(30);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(40);
  });

  it("tells apart names that differ in case only", () => {
    const taken = new Set<string>();
    expect([uniqueName("A".toLowerCase(), taken), uniqueName("a", taken)]).toEqual(["a", "a_2"]);
  });

  it("spells Arabic and Greek so that they can be typed", () => {
    expect(toWords("مطعم").join("")).toMatch(/^[a-z]+$/);
    expect(toSlug("Καφέ")).toBe("kafe");
  });
});

describe("plurals", () => {
  it.each([
    ["child", "children"],
    ["person", "people"],
    ["Class", "Classes"],
    ["Company", "Companies"],
    ["series", "series"],
    ["order item", "order items"],
    ["box", "boxes"],
    ["day", "days"],
    ["glaze", "glazes"],
    ["movie", "movies"],
    ["bus", "buses"],
  ])("%s, %s", (one, many) => {
    expect(pluralize(one)).toBe(many);
    expect(singularize(many)).toBe(one);
  });

  it("keeps words that are their own plural", () => {
    expect(["sheep", "metadata", "staff"].map(pluralize)).toEqual(["sheep", "metadata", "staff"]);
  });
});
