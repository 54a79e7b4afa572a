import { describe, expect, it } from "vitest";
import type { Blueprint } from "../blueprint/blueprint.schema";
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

  it("tells a field's new name once, whatever names the field: rules of other lists, steps, histories, reports", () => {
    const flow = applyOperations(
      base,
      [
        { kind: "addRelation", from: repair.id, to: part.id, relation: "many-one" },
        { kind: "addField", entity: part.id, label: "State", type: "enum", options: ["Good", "Bad"] },
        { kind: "addField", entity: part.id, label: "Shown", type: "bool" },
      ].map((input) => operationSchema.parse(input)),
    );
    const parent = flow.entities.find(({ id }) => id === part.id);
    const [state, shown] = ["State", "Shown"].map((name) => parent?.fields.find(({ label }) => label === name));
    const link = flow.relations.find((relation) => relation.from === repair.id && relation.to === part.id);
    if (!state || !shown || !link) throw new Error("the plan lacks what the rules need");
    const ruled: Blueprint = {
      ...flow,
      entities: flow.entities.map((entity) => ({
        ...entity,
        ...(entity.id === repair.id
          ? { onlyWhen: { relation: link.id, field: state.key, value: "good" } }
          : {
              workflow: { field: state.key, transitions: [{ from: "good", to: "bad", roles: [] }] },
              audit: { field: state.key, readers: [{ kind: "signedIn" as const }] },
              access: { ...entity.access, read: [{ kind: "column" as const, field: shown.key }] },
            }),
      })),
      reports: [{ key: "by_state", label: "By state", entity: part.id, groupBy: state.key, roles: [] }],
    };
    const renamed = (...labels: [string, string][]) =>
      diffBlueprints(
        ruled,
        applyOperations(
          ruled,
          labels.map(([field, label]) => operationSchema.parse({ kind: "renameField", entity: part.id, field, label })),
        ),
      ).map(({ text }) => text);
    expect(renamed([state.id, "Condition"], [shown.id, "Public"])).toEqual([
      "“State” of Parts: called “Condition”",
      "“Shown” of Parts: called “Public”",
    ]);
    // The key goes to another field: now the same words mean something else.
    const moved = structuredClone(ruled);
    const fields = moved.entities.find(({ id }) => id === part.id)?.fields ?? [];
    for (const field of fields) if (field.id === state.id) field.id = "field.part.another";
    expect(diffBlueprints(ruled, moved).map(({ text }) => text)).toEqual(
      expect.arrayContaining(["The rule when Repairs may be added", "The steps of Parts", "The report “By state”"]),
    );
  });
});
