import { describe, expect, it } from "vitest";
import { stepsOf } from "./steps";

/** A number: a version of its own. `^2`: version 2 brought back. */
const steps = (...history: (number | string)[]) => {
  const versions = history.map((entry, index) => ({
    id: `v${index + 1}`,
    version: index + 1,
    restored_from: typeof entry === "string" ? Number(entry.slice(1)) : null,
  }));
  const { undo, redo } = stepsOf(versions);
  return [undo?.version ?? null, redo?.version ?? null];
};

describe("undo and redo", () => {
  it.each([
    ["nothing yet", [], [null, null]],
    ["one version", [1], [null, null]],
    ["two versions", [1, 2], [1, null]],
    ["undone once", [1, 2, 3, "^2"], [1, 3]],
    ["undone twice", [1, 2, 3, "^2", "^1"], [null, 2]],
    ["undone twice, redone once", [1, 2, 3, "^2", "^1", "^2"], [1, 3]],
    ["redone to the end", [1, 2, 3, "^2", "^3"], [2, null]],
    ["changed after an undo", [1, 2, 3, "^2", 5], [2, null]],
    ["a far version brought back is a step of its own", [1, 2, 3, 4, "^1"], [4, null]],
    ["and can be undone like any other", [1, 2, 3, 4, "^1", "^4"], [3, 1]],
    ["bringing back what is there already leads nowhere", [1, 2, "^1", "^3"], [null, 2]],
  ])("%s", (_name, history, expected) => {
    expect(steps(...history)).toEqual(expected);
  });
});
