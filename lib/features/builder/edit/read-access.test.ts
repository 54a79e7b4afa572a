import { describe, expect, it } from "vitest";
import type { Blueprint, Verb } from "../blueprint/blueprint.schema";
import { validateBlueprint } from "../blueprint/validate";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";
import { EditError } from "./operations";
import { readRequest, requestExamples } from "./read-request";

const base = parseIdea("An app to track parts and repairs").blueprint;
const say = (request: string, from = base): Blueprint => applyOperations(from, readRequest(from, request));
const list = (blueprint: Blueprint, one: string) => {
  const found = blueprint.entities.find(({ label }) => label.one === one);
  if (!found) throw new Error(`no ${one}`);
  return found;
};
const rulesOf = (blueprint: Blueprint, one: string, verb: Verb) =>
  list(blueprint, one).access[verb].map((rule) => (rule.kind === "role" ? rule.role : rule.kind));
const stepsTo = (blueprint: Blueprint, one: string, state: string) =>
  (list(blueprint, one).workflow?.transitions ?? []).filter(({ to }) => to === state);
const errorOf = (request: string, from = base): EditError => {
  try {
    readRequest(from, request);
  } catch (error) {
    if (error instanceof EditError) return error;
    throw error;
  }
  throw new Error(`"${request}" was understood`);
};

describe("who may do what, in plain words", () => {
  it("every example is understood and leaves a valid plan", () => {
    for (const example of requestExamples) {
      const from = example.includes("Customers") ? say("add a list of Customers with phone") : base;
      const after = applyOperations(from, readRequest(from, example.replace("notes", "number")));
      expect(validateBlueprint(after), example).toMatchObject({ ok: true });
    }
  });

  it("apprentices can add repairs but not close them", () => {
    const after = say("apprentices can add repairs but not close them");
    expect(after.roles.map(({ key }) => key)).toEqual(["manager", "member", "apprentice"]);
    // Everybody may add repairs of their own already.
    expect(list(after, "Repair").access).toEqual(list(base, "Repair").access);
    expect(stepsTo(after, "Repair", "finished").map(({ roles }) => roles)).toEqual([
      ["manager", "member"],
      ["manager", "member"],
    ]);
    expect(stepsTo(after, "Repair", "in_progress").every(({ roles }) => roles.length === 0)).toBe(true);
    const again = say("apprentices can close repairs", after);
    expect(stepsTo(again, "Repair", "finished")[0]?.roles).toEqual(["manager", "member", "apprentice"]);
    expect(stepsTo(say("only managers can finish repairs", after), "Repair", "finished")[0]?.roles).toEqual([
      "manager",
    ]);
  });

  it.each<[string, string, Verb, string[]]>([
    ["only mechanics can delete parts", "Part", "delete", ["mechanic"]],
    ["mechanics can see and change repairs", "Repair", "update", ["owner", "manager", "mechanic"]],
    ["mechanics can see and change repairs", "Repair", "read", ["owner", "manager", "mechanic"]],
    ["mechanics and apprentices may edit parts", "Part", "update", ["owner", "manager", "mechanic", "apprentice"]],
    ["members cannot delete repairs", "Repair", "delete", ["manager"]],
    ["only admins can remove parts", "Part", "delete", ["manager"]],
    ["mechanics can manage repairs and parts", "Part", "delete", ["owner", "manager", "mechanic"]],
    ["mechanics can see repairs and change parts", "Part", "update", ["owner", "manager", "mechanic"]],
  ])("%s", (request, one, verb, expected) => {
    expect(rulesOf(say(request), one, verb)).toEqual(expected);
  });

  it("leaves the other deeds alone", () => {
    const after = say("only mechanics can delete parts");
    for (const verb of ["read", "create", "update"] as const)
      expect(list(after, "Part").access[verb]).toEqual(list(base, "Part").access[verb]);
    expect(list(after, "Repair").access).toEqual(list(base, "Repair").access);
  });

  it("holds back what lets in more than people the app knows", () => {
    const after = say("the public can see parts");
    expect(rulesOf(after, "Part", "read")).toEqual(["owner", "manager"]);
    expect(after.held).toMatchObject([{ kind: "access", verb: "read", rule: { kind: "anyone" } }]);
  });

  it("adds, renames and removes roles", () => {
    const added = say("add roles Mechanic and Apprentice");
    expect(added.roles.map(({ label }) => label)).toEqual(["Manager", "Member", "Mechanic", "Apprentice"]);
    const renamed = say("rename role Mechanic to Fitter; remove role Apprentice", added);
    expect(renamed.roles.map(({ label }) => label)).toEqual(["Manager", "Member", "Fitter"]);
  });

  it("says what it cannot do", () => {
    expect(errorOf("smiths cannot delete parts").message).toBe(
      "There is no role “smiths”. The plan has: Manager, Member.",
    );
    expect(errorOf("members can approve repairs").message).toContain("They can be: New, In progress, Done");
    expect(errorOf("members can sell parts").message).toContain("have no states");
    expect(errorOf("managers can delete parts").message).toBe("That is how it is already.");
    expect(errorOf("managers cannot delete unicorns").code).toBe("not_found");
    const three = say("add role Mechanic");
    expect(errorOf("mechanics cannot delete repairs", three).message).toContain("of their own");
  });

  it("still reads fields and choices whose names hold such words", () => {
    expect(list(say("add can wait (yes/no) to parts"), "Part").fields.map(({ label }) => label)).toContain("Can wait");
  });
});

describe("what belongs to what, in plain words", () => {
  it("a repair has many parts, each with a quantity", () => {
    const [relation] = say("a repair has many parts, each with a quantity and a price").relations;
    expect([relation?.kind, relation?.from, relation?.to]).toEqual([
      "many-many",
      list(base, "Repair").id,
      list(base, "Part").id,
    ]);
    expect(relation?.through?.fields.map(({ label, type }) => [label, type])).toEqual([
      ["Quantity", "int"],
      ["Price", "money"],
    ]);
  });

  it.each([
    ["connect repairs and parts many to many with a quantity", "many-many", "Repair"],
    ["a part has many repairs", "many-one", "Repair"],
    ["each repair belongs to a part", "many-one", "Repair"],
    ["link repairs to parts", "many-one", "Repair"],
  ])("%s", (request, kind, from) => {
    const [relation] = say(request).relations;
    expect([relation?.kind, relation?.from]).toEqual([kind, list(base, from).id]);
  });

  it("names the lists there are", () => {
    expect(errorOf("a repair belongs to a customer").message).toContain("The plan has: Parts, Repairs");
  });
});
