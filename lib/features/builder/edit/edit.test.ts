import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { compileBlueprint } from "../compiler/compile";
import { dataLosses } from "../compiler/sql/versions/version-migrations";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";
import { describeOperations, diffFiles } from "./describe";
import { EditError, type Operation } from "./operations";
import { readRequest, requestExamples } from "./read-request";

const base = applyAll(
  parseIdea("An app to track parts and repairs").blueprint,
  "add a list of Customers with name, e-mail and phone; add priority: low / medium / high to Repairs; add weight to Parts",
);

function applyAll(blueprint: Blueprint, request: string): Blueprint {
  return applyOperations(blueprint, readRequest(blueprint, request));
}
const list = (blueprint: Blueprint, one: string) => {
  const found = blueprint.entities.find(({ label }) => label.one === one);
  if (!found) throw new Error(`no ${one} in ${blueprint.entities.map(({ label }) => label.one).join()}`);
  return found;
};
const labels = (blueprint: Blueprint, one: string) => list(blueprint, one).fields.map(({ label }) => label);
const errorOf = (request: string): EditError => {
  try {
    readRequest(base, request);
  } catch (error) {
    if (error instanceof EditError) return error;
    throw error;
  }
  throw new Error(`"${request}" was understood`);
};

describe("wishes in plain words", () => {
  it("rename a list everywhere but in its ids", () => {
    const after = applyAll(base, "Please rename Part to Component.");
    const component = list(after, "Component");
    expect([component.id, component.key, component.label.many]).toEqual([
      list(base, "Part").id,
      // The word alone is React's.
      "component_entry",
      "Components",
    ]);
    const [sql, code] = [".sql", ".ts"].map((ending) =>
      compileBlueprint(after)
        .files.filter(({ path }) => path.endsWith(ending))
        .map(({ content }) => content)
        .join("\n"),
    );
    expect(sql).toContain("component");
    expect(`${sql}${code}`).not.toMatch(/\bpublic\.parts\b|["'`]parts["'`]|\bPart\b/);
    expect(after.pages.map(({ path }) => path).join()).not.toMatch(/part/);
  });

  it.each([
    ["add price (money) and photo to Parts", "Part", { Price: "money", Photo: "image" }],
    ["add due date and notes to the repairs", "Repair", { "Due date": "date", Notes: "longtext" }],
    ["put stage: new | open | done on Repairs", "Repair", { Stage: "enum" }],
    ["add warranty (yes/no) to every part", "Part", { Warranty: "bool" }],
    ["add serial number (text, required) to parts", "Part", { "Serial number": "text" }],
  ])("%s", (request, one, expected) => {
    const after = applyAll(base, request);
    const types = Object.fromEntries(list(after, one).fields.map(({ label, type }) => [label, type]));
    expect(types).toMatchObject(expected);
  });

  it("add, rename, require and remove fields; add a choice", () => {
    expect(labels(applyAll(base, "rename phone to Mobile in Customers"), "Customer")).toContain("Mobile");
    expect(labels(applyAll(base, "rename weight to mass"), "Part")).toContain("Mass");
    const phone = (blueprint: Blueprint) => list(blueprint, "Customer").fields.find(({ label }) => label === "Phone");
    expect(phone(applyAll(base, "make phone required in Customers"))?.required).toBe(true);
    expect(phone(applyAll(base, "make phone required in Customers; make phone optional in customers"))?.required).toBe(
      false,
    );
    expect(labels(applyAll(base, "remove phone from Customers"), "Customer")).not.toContain("Phone");
    const options = applyAll(base, "add option Urgent to priority of Repairs").enums.flatMap(({ values }) => values);
    expect(options.map(({ label }) => label)).toContain("Urgent");
  });

  it("read each sentence against what the one before it left", () => {
    const after = applyAll(base, "add a list of Tools with name; add weight to Tools, then rename Tool to Device");
    expect(labels(after, "Device")).toEqual(["Name", "Weight"]);
  });

  it("remove a list with all that points to it", () => {
    const after = applyAll(base, "remove Customers");
    expect(after.entities.map(({ label }) => label.one)).not.toContain("Customer");
    expect(() => compileBlueprint(after)).not.toThrow();
  });

  it.each([
    ["make me a sandwich", "not_understood", /Say for example/],
    ["", "not_understood", /Say for example/],
    ["add colour to Unicorns", "not_found", /no list “Unicorns”.*Parts/],
    ["remove wings from Parts", "not_found", /Parts have no field “wings”/],
    ["rename notes to remarks", "not_understood", /several lists/],
  ])("“%s” is answered with what to say instead", (request, code, message) => {
    const error = errorOf(request);
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it("the examples that the page shows are of a form that is understood", () => {
    for (const example of requestExamples) {
      const error = (() => {
        try {
          readRequest(base, example);
        } catch (caught) {
          return caught;
        }
      })();
      if (error) expect(error).toMatchObject({ code: "not_found" });
    }
  });
});

describe("operations", () => {
  it("rename a field in everything that names it", () => {
    const repair = list(base, "Repair");
    const title = repair.fields.find(({ key }) => key === repair.titleField);
    if (!title) throw new Error("no title field");
    const after = applyOperations(base, [{ kind: "renameField", entity: repair.id, field: title.id, label: "Job" }]);
    expect(list(after, "Repair").titleField).toBe("job");
    expect(() => compileBlueprint(after)).not.toThrow();
  });

  it("never open what was closed: a rule that stood on a removed field goes", () => {
    const part = list(base, "Part");
    const flagged = applyAll(base, "add public (yes/no) to Parts");
    const field = list(flagged, "Part").fields.find(({ label }) => label === "Public");
    if (!field) throw new Error("no field");
    const opened: Blueprint = {
      ...flagged,
      entities: flagged.entities.map((entity) =>
        entity.id === part.id
          ? {
              ...entity,
              access: { ...entity.access, read: [...entity.access.read, { kind: "column", field: field.key }] },
            }
          : entity,
      ),
    };
    const after = applyOperations(opened, [{ kind: "removeField", entity: part.id, field: field.id }]);
    expect(list(after, "Part").access.read).toEqual(list(base, "Part").access.read);
  });

  it("touch only the files that have to do with them", () => {
    const [before, after] = [base, applyAll(base, "make phone required in Customers")].map(
      (blueprint) => compileBlueprint(blueprint).files,
    );
    const changed = diffFiles(before ?? [], after ?? []).map(({ path }) => path);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((path) => /repair|part/i.test(path))).toEqual([]);
    expect(diffFiles(before ?? [], before ?? [])).toEqual([]);
  });

  it("are told as sentences, with a warning where rows lose something", () => {
    const operations = readRequest(base, "rename Part to Component; remove phone from Customers");
    expect(describeOperations(base, operations)).toEqual([
      "Rename Parts to “Component”",
      "Remove “Phone” from Customers",
    ]);
    expect(dataLosses(base, applyOperations(base, operations))).toEqual(["“Phone” of Customers would be removed."]);
    expect(dataLosses(base, applyOperations(base, operations.slice(0, 1)))).toEqual([]);
  });

  it("in any order, with any label, leave a plan that compiles or say why not", () => {
    const label = fc.oneof(
      fc.constantFrom(
        "Order",
        "user",
        "select",
        "Ärger",
        "مستند",
        "🚲",
        "a'); drop table x; --",
        `\${1}`,
        "</script>",
        "class",
        "Part",
      ),
      fc.string({ minLength: 1, maxLength: 30 }),
    );
    const pick = fc.nat(5);
    const wish = fc.record({ kind: fc.nat(7), entity: pick, field: pick, label });
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 6 }), (wishes) => {
        let blueprint = base;
        for (const one of wishes) {
          try {
            blueprint = applyOperations(blueprint, [operationFor(blueprint, one)]);
          } catch (error) {
            expect(error).toBeInstanceOf(EditError);
          }
        }
        expect(compileBlueprint(blueprint).files.length).toBeGreaterThan(20);
      }),
      { numRuns: 40 },
    );
  });
});

function operationFor(
  blueprint: Blueprint,
  wish: { kind: number; entity: number; field: number; label: string },
): Operation {
  const entity = blueprint.entities[wish.entity % blueprint.entities.length];
  const field = entity?.fields[wish.field % entity.fields.length];
  if (!entity || !field) throw new Error("an empty plan");
  const at = { entity: entity.id, field: field.id };
  const { label } = wish;
  const all: Operation[] = [
    { kind: "renameApp", name: label },
    { kind: "addEntity", label, fields: [label, "Price"] },
    { kind: "renameEntity", entity: entity.id, label },
    { kind: "removeEntity", entity: entity.id },
    { kind: "addField", entity: entity.id, label, type: "enum", required: true, options: [label, label] },
    { kind: "renameField", ...at, label },
    { kind: "removeField", ...at },
    { kind: "addOption", ...at, label },
  ];
  return all[wish.kind % all.length] ?? { kind: "renameApp", name: label };
}
