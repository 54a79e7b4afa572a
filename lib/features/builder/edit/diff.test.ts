import { describe, expect, it } from "vitest";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";
import { diffBlueprints } from "./diff";
import { type Operation, operationSchema } from "./operations";

const base = parseIdea("An app to track parts and repairs").blueprint;
const [part, repair] = base.entities;
if (!part || !repair) throw new Error("the plan has no two lists");
const admin = base.roles.find(({ isAdmin }) => isAdmin);
const told = (...inputs: unknown[]) => {
  const operations = inputs.map((input): Operation => operationSchema.parse(input));
  return diffBlueprints(base, applyOperations(base, operations)).map(
    ({ area, change, text }) => `${change} ${area}: ${text}`,
  );
};

describe("the difference of two plans", () => {
  it("is nothing for the same one, and tells a rename as a rename", () => {
    expect(diffBlueprints(base, base)).toEqual([]);
    expect(told({ kind: "renameEntity", entity: part.id, label: "Device" })).toEqual([
      "changed list: Parts are called Devices",
    ]);
  });

  it("names what was added, removed and changed, list by list", () => {
    const [first] = part.fields;
    const lines = told(
      { kind: "addField", entity: part.id, label: "Size", type: "enum", options: ["S", "L"] },
      { kind: "changeField", entity: part.id, field: first?.id, unique: true, help: "As on the label" },
      { kind: "addRelation", from: repair.id, to: part.id, relation: "many-many" },
      { kind: "renameRole", role: admin?.key, label: "Boss" },
      { kind: "setAccess", entity: repair.id, verb: "delete", rules: [] },
      { kind: "setMenu", entity: repair.id, on: false },
    );
    expect(lines).toEqual([
      "added field: “Size” (enum) of Parts",
      `changed field: “${first?.label}” of Parts: unique, another explanation`,
      expect.stringMatching(/^changed access: Repairs, delete: .+ before, nobody now$/),
      "removed page: Repairs in the menu",
      "added link: The link “Parts” of Repairs",
      `changed role: The role “${admin?.label}”: called “Boss”`,
    ]);
  });

  it("tells a list that goes with everything that pointed to it", () => {
    const lines = told({ kind: "removeEntity", entity: repair.id });
    expect(lines).toContain("removed list: The list Repairs");
  });
});
