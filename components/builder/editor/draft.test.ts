import { describe, expect, it } from "vitest";
import type { Operation } from "@/lib/features/builder/edit/operations";
import { parseIdea } from "@/lib/features/builder/parser/parse-idea";
import { ruleChoices, toggled } from "./access-rules";
import { attempt, readDraft, replay } from "./draft";

const { blueprint } = parseIdea("An app to track parts and repairs");
const [part, repair] = blueprint.entities;
if (!part || !repair) throw new Error("the plan has no two lists");
const rename: Operation = { kind: "renameEntity", entity: part.id, label: "Device" };
const remove: Operation = { kind: "removeEntity", entity: repair.id };

describe("a draft", () => {
  it("is read back as it was kept, and anything else is nothing", () => {
    const draft = { base: "b", operations: [rename], undone: [] };
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
    for (const text of [null, "", "{", "[]", JSON.stringify({ ...draft, operations: [{ kind: "dropDatabase" }] })])
      expect(readDraft(text)).toBeNull();
  });

  it("refuses a change with the code and the sentence of the checks", () => {
    const alone = replay(blueprint, [remove]).blueprint;
    expect(attempt(alone, { kind: "removeEntity", entity: part.id })).toEqual({
      problem: { code: "not_possible", message: "An app needs at least one list." },
    });
  });

  it("is carried over to a newer version as far as that one takes it", () => {
    const newer = replay(blueprint, [remove]).blueprint;
    const carried = replay(newer, [{ kind: "renameEntity", entity: repair.id, label: "Job" }, rename]);
    expect(carried.kept).toEqual([rename]);
    expect(carried.lost.map(({ message }) => message)).toEqual(["This list is not in the plan any more."]);
    expect(carried.blueprint.entities.map(({ label }) => label.one)).toEqual(["Device"]);
  });
});

describe("a cell of the matrix", () => {
  it("offers narrow rules first, marks the loose ones, and keeps what is held back", () => {
    const before = ruleChoices(blueprint, part, "read");
    expect(before.at(-1)).toMatchObject({ rule: { kind: "anyone" }, isLoose: true, isGiven: false, isHeld: false });
    const asked = replay(blueprint, [
      { kind: "setAccess", entity: part.id, verb: "read", rules: toggled(before, { kind: "anyone" }, true) },
    ]).blueprint;
    const after = ruleChoices(asked, part, "read");
    expect(after.at(-1)).toMatchObject({ isGiven: false, isHeld: true });
    const again = toggled(after, { kind: "signedIn" }, true);
    expect(again).toContainEqual({ kind: "anyone" });
    expect(toggled(after, { kind: "anyone" }, false)).toEqual(part.access.read);
  });
});
