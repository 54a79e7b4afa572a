import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/features/builder/compiler/hash";
import { planChanges, readManifest } from "./export.changes";
import { pullText } from "./services/export-words";

/** A repository whose last export wrote `exported`, and which now holds `now`. */
function standing(exported: Record<string, string>, now: Record<string, string>) {
  const files = Object.fromEntries(Object.entries(exported).map(([path, text]) => [path, sha256(text)]));
  const held: Record<string, string> = { "generation.json": JSON.stringify({ files }), ...now };
  return { has: (path: string) => path in held, read: (path: string) => held[path] };
}
const plan = (wanted: Record<string, string>, exported: Record<string, string>, now: Record<string, string>) => {
  const { write, ...rest } = planChanges(
    Object.entries(wanted).map(([path, content]) => ({ path, content })),
    standing(exported, now),
  );
  return { write: write.map((file) => file.path), ...rest };
};
const nothing = { write: [], remove: [], kept: [], overwritten: [] };

describe("planChanges", () => {
  it("writes what is new or different, and nothing that stands there already", () => {
    expect(plan({ a: "1", b: "2", c: "3" }, { a: "1", b: "old" }, { a: "1", b: "old" })).toEqual({
      ...nothing,
      write: ["b", "c"],
    });
  });

  it("removes what a former export wrote and the project no longer has, and no other file", () => {
    expect(plan({ a: "1" }, { a: "1", gone: "x" }, { a: "1", gone: "x", mine: "y" })).toEqual({
      ...nothing,
      remove: ["gone"],
    });
    // Taken away by hand before.
    expect(plan({ a: "1" }, { a: "1", gone: "x" }, { a: "1" })).toEqual(nothing);
  });

  it("keeps a change made by hand where the project has nothing new, a removal too", () => {
    expect(plan({ a: "1", b: "2" }, { a: "1", b: "2" }, { a: "edited" })).toEqual({ ...nothing, kept: ["a", "b"] });
  });

  it("writes over a change made by hand where the project changed the file too, and says so", () => {
    expect(plan({ a: "new" }, { a: "1", gone: "x" }, { a: "edited", gone: "edited" })).toEqual({
      write: ["a"],
      remove: ["gone"],
      kept: [],
      overwritten: ["a", "gone"],
    });
  });

  it("leaves people's own folder alone, but for its first file", () => {
    const wanted = { "custom/README.md": "ours" };
    expect(plan(wanted, {}, {})).toEqual({ ...nothing, write: ["custom/README.md"] });
    expect(plan(wanted, { "custom/README.md": "old" }, { "custom/README.md": "mine" })).toEqual(nothing);
    expect(plan({}, { "custom/old.ts": "x" }, { "custom/old.ts": "x" })).toEqual(nothing);
  });

  it.each([undefined, "", "not json", "[]", "null", '{"files":[1]}', '{"files":{"a":1}}'])(
    "removes nothing by a list that makes no sense: %s",
    (text) => {
      expect([...readManifest(text)].filter(([, hash]) => typeof hash !== "string")).toEqual([]);
      const held: Record<string, string> = { a: "mine", ...(text === undefined ? {} : { "generation.json": text }) };
      expect(planChanges([], { has: (path) => path in held, read: (path) => held[path] }).remove).toEqual([]);
    },
  );
});

describe("the words of a pull request", () => {
  const counts = { added: 1, changed: 2, removed: 3 };
  it("name what needs a look and what was left, and cut long lists", () => {
    const many = Array.from({ length: 60 }, (_, index) => `file-${index}`);
    const { body } = pullText({ app_name: "Desk", version: 3 }, { ...nothing, overwritten: ["a"], kept: many }, counts);
    expect(body).toContain("1 files added, 2 changed, 3 removed");
    expect(body).toMatch(/Look at these[\s\S]*`a`[\s\S]*Left as they are here[\s\S]*`file-49`\n- and 10 more/);
  });

  it("carry no Markdown, mention or line of a person's", () => {
    const { title, body } = pullText({ app_name: "x`\n@everyone\n# Hi", version: 3 }, nothing, counts);
    expect([title, body]).toEqual(["Version 3 from Atrium", expect.stringContaining("`x @everyone # Hi`")]);
  });
});
