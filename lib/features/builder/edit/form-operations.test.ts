import { describe, expect, it } from "vitest";
import type { Blueprint, Entity, Rule } from "../blueprint/blueprint.schema";
import { VERBS } from "../blueprint/blueprint.schema";
import { compileBlueprint } from "../compiler/compile";
import { changeSchema } from "../compiler/sql/versions/version-migrations";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";

import { EditError, type Operation, operationSchema } from "./operations";

const base = parseIdea("An app to track parts and repairs").blueprint;

const list = (blueprint: Blueprint, one: string): Entity => {
  const found = blueprint.entities.find(({ label }) => label.one === one);
  if (!found) throw new Error(`no ${one} in ${blueprint.entities.map(({ label }) => label.one).join()}`);
  return found;
};
const refused = (blueprint: Blueprint, ...operations: Operation[]): EditError => {
  try {
    applyOperations(blueprint, operations);
  } catch (error) {
    if (error instanceof EditError) return error;
    throw error;
  }
  throw new Error("it was allowed");
};
const operation = (input: unknown): Operation => operationSchema.parse(input);
const op = (...inputs: unknown[]): Operation[] => inputs.map(operation);
const part = list(base, "Part");
const repair = list(base, "Repair");
const withStage = applyOperations(
  base,
  op({ kind: "addField", entity: repair.id, label: "Stage", type: "enum", options: ["New", "In work", "Done"] }),
);
const stage = list(withStage, "Repair").fields.find(({ label }) => label === "Stage")?.id ?? "";
const at = { entity: repair.id, field: stage };
const adminKey = base.roles.find(({ isAdmin }) => isAdmin)?.key ?? "";

describe("fields by form", () => {
  const name = part.fields[0]?.id ?? "";

  it("change type, limits, default, search and help, and keep their id", () => {
    const edited = applyOperations(
      base,
      op(
        { kind: "addField", entity: part.id, label: "Weight", type: "text" },
        { kind: "changeField", entity: part.id, field: "fld.part.weight", type: "decimal", unique: true },
        { kind: "changeField", entity: part.id, field: "fld.part.weight", validation: { min: 1, max: 9 }, default: 4 },
        { kind: "changeField", entity: part.id, field: "fld.part.weight", help: "In kilograms", searchable: true },
      ),
    );
    expect(list(edited, "Part").fields.find(({ id }) => id === "fld.part.weight")).toEqual({
      id: "fld.part.weight",
      key: "weight",
      label: "Weight",
      type: "decimal",
      required: false,
      unique: true,
      indexed: false,
      searchable: true,
      sensitive: false,
      help: "In kilograms",
      default: 4,
      validation: { min: 1, max: 9 },
    });
    const plain = applyOperations(
      edited,
      op({
        kind: "changeField",
        entity: part.id,
        field: "fld.part.weight",
        validation: null,
        default: null,
        help: null,
      }),
    );
    const weight = list(plain, "Part").fields.find(({ id }) => id === "fld.part.weight");
    expect([weight?.validation, weight?.default, weight?.help]).toEqual([undefined, undefined, undefined]);
  });

  it("are refused with the finding of the checks and its path", () => {
    const error = refused(
      base,
      ...op({ kind: "changeField", entity: part.id, field: name, validation: { minLen: 9, maxLen: 3 } }),
    );
    expect(error.message).toMatch(/lower limit of .* is above the upper one/);
    expect(error.issues[0]).toMatchObject({ code: "type_mismatch", path: expect.stringMatching(/^entities\.\d+$/) });
  });

  it("get choices when they become a list of them, and lose them when they become something else", () => {
    expect(refused(base, ...op({ kind: "changeField", entity: part.id, field: name, type: "enum" })).message).toMatch(
      /Say which choices/,
    );
    const asEnum = applyOperations(
      base,
      op({ kind: "changeField", entity: part.id, field: name, type: "enum", options: ["Small", "Large"] }),
    );
    expect(asEnum.enums.length).toBe(base.enums.length + 1);
    const back = applyOperations(asEnum, op({ kind: "changeField", entity: part.id, field: name, type: "text" }));
    expect(back.enums).toEqual(base.enums);
  });

  it("of choices rename and remove a choice in everything that names it", () => {
    const flowing = applyOperations(
      withStage,
      op(
        {
          kind: "setWorkflow",
          ...at,
          transitions: [
            { from: "new", to: "in_work" },
            { from: "in_work", to: "done" },
          ],
        },
        { kind: "changeField", ...at, default: "new" },
        { kind: "renameOption", ...at, option: "new", label: "Reported" },
      ),
    );
    const after = list(flowing, "Repair");
    const field = after.fields.find(({ id }) => id === stage);
    expect(field?.default).toBe("reported");
    expect(after.workflow?.transitions[0]).toEqual({ from: "reported", to: "in_work", roles: [] });
    expect(flowing.enums.find(({ key }) => key === field?.enum)?.values[0]).toMatchObject({
      id: "new",
      key: "reported",
    });
    // A rename is a rename for the rows as well.
    expect(changeSchema(withStage, flowing).losses).toEqual([]);
    const without = applyOperations(flowing, op({ kind: "removeOption", ...at, option: "reported" }));
    expect(list(without, "Repair").workflow?.transitions).toEqual([{ from: "in_work", to: "done", roles: [] }]);
    expect(list(without, "Repair").fields.find(({ id }) => id === stage)?.default).toBeUndefined();
  });
});

describe("links by form", () => {
  it("are added, changed and removed with the rules that stood on them", () => {
    const linked = applyOperations(
      base,
      op({
        kind: "addRelation",
        from: repair.id,
        to: part.id,
        relation: "many-one",
        label: "Used part",
        required: true,
      }),
    );
    const link = linked.relations.at(-1);
    expect(link).toMatchObject({ kind: "many-one", key: "used_part", fromLabel: "Used part", required: true });
    const changed = applyOperations(
      linked,
      op(
        {
          kind: "changeRelation",
          relation: link?.id,
          label: "Spare",
          cardinality: "one-one",
          required: false,
          onDelete: "setNull",
        },
        {
          kind: "setAccess",
          entity: repair.id,
          verb: "read",
          rules: [...repair.access.read, { kind: "relatedOwner", relation: link?.id }],
        },
      ),
    );
    expect(changed.relations.at(-1)).toMatchObject({
      id: link?.id,
      key: "used_part",
      fromLabel: "Spare",
      kind: "one-one",
    });
    const gone = applyOperations(changed, op({ kind: "removeRelation", relation: link?.id }));
    expect(gone.relations).toEqual(base.relations);
    expect(list(gone, "Repair").access).toEqual(repair.access);
  });

  it("of many to many carry fields of their own, which reach the database", () => {
    const linked = applyOperations(
      base,
      op({ kind: "addRelation", from: repair.id, to: part.id, relation: "many-many" }),
    );
    const link = linked.relations.at(-1);
    const carrying = applyOperations(
      linked,
      op({ kind: "addLinkField", relation: link?.id, label: "Quantity", type: "int" }),
    );
    const sql = compileBlueprint(carrying)
      .files.filter(({ path }) => path.endsWith(".sql"))
      .map(({ content }) => content)
      .join("\n");
    expect(sql).toMatch(/quantity/);
    const field = carrying.relations.at(-1)?.through?.fields[0];
    const bare = applyOperations(carrying, op({ kind: "removeLinkField", relation: link?.id, field: field?.id }));
    expect(bare.relations).toEqual(linked.relations);
  });

  it("cannot go round in a circle of required ones, nor be empty and required", () => {
    const circle = op(
      { kind: "addRelation", from: repair.id, to: part.id, relation: "many-one", required: true },
      { kind: "addRelation", from: part.id, to: repair.id, relation: "many-one", required: true },
    );
    expect(refused(base, ...circle).issues[0]?.code).toBe("required_cycle");
    const empty = op({
      kind: "addRelation",
      from: repair.id,
      to: part.id,
      relation: "many-one",
      required: true,
      onDelete: "setNull",
    });
    expect(refused(base, ...empty).issues[0]).toMatchObject({
      code: "rule_mismatch",
      path: expect.stringMatching(/onDelete/),
    });
  });
});

describe("roles by form", () => {
  it("are renamed everywhere and removed with their rules; nobody gets in through the gap", () => {
    const [added] = [applyOperations(base, op({ kind: "addRole", label: "Mechanic", isGuest: true }))];
    const ruled = applyOperations(
      {
        ...added,
        entities: added.entities.map((entity) =>
          entity.id === repair.id ? { ...entity, ...list(withStage, "Repair") } : entity,
        ),
        enums: withStage.enums,
      },
      op(
        { kind: "setAccess", entity: repair.id, verb: "delete", rules: [{ kind: "role", role: "mechanic" }] },
        {
          kind: "setWorkflow",
          ...at,
          transitions: [
            { from: "new", to: "done", roles: ["mechanic"] },
            { from: "done", to: "new" },
          ],
        },
        { kind: "renameRole", role: "mechanic", label: "Technician" },
      ),
    );
    expect(ruled.roles.at(-1)).toMatchObject({ id: "mechanic", key: "technician", label: "Technician" });
    expect(list(ruled, "Repair").access.delete).toEqual([{ kind: "role", role: "technician" }]);
    expect(list(ruled, "Repair").workflow?.transitions[0]?.roles).toEqual(["technician"]);
    const without = applyOperations(ruled, op({ kind: "removeRole", role: "technician" }));
    expect(list(without, "Repair").access.delete).toEqual([]);
    // A step that only they could take is nobody's now, not everybody's.
    expect(list(without, "Repair").workflow?.transitions).toEqual([{ from: "done", to: "new", roles: [] }]);
  });

  it("get no power before somebody allows it", () => {
    const asked = applyOperations(
      base,
      op({ kind: "addRole", label: "Boss" }, { kind: "setRolePower", role: "boss", power: "isAdmin", on: true }),
    );
    expect(asked.roles.at(-1)?.isAdmin).toBe(false);
    expect(asked.held).toEqual([
      { kind: "role", role: "boss", power: "isAdmin", message: "“Boss” would have full rights." },
    ]);
    const given = applyOperations(asked, op({ kind: "allowRole", role: "boss", power: "isAdmin" }));
    expect([given.roles.at(-1)?.isAdmin, given.held]).toEqual([true, undefined]);
    expect(refused(base, ...op({ kind: "removeRole", role: adminKey })).message).toMatch(/only role|at sign-up/);
    expect(refused(given, ...op({ kind: "setRolePower", role: "boss", power: "isDefault", on: true })).message).toMatch(
      /nobody gets that by signing up/,
    );
  });

  it("change hands as what new people get only with a yes, and there is one of them", () => {
    const before = base.roles.find(({ isDefault }) => isDefault)?.key;
    const asked = applyOperations(
      base,
      op(
        { kind: "addRole", label: "Visitor" },
        { kind: "setRolePower", role: "visitor", power: "isDefault", on: true },
      ),
    );
    expect(asked.roles.filter(({ isDefault }) => isDefault).map(({ key }) => key)).toEqual([before]);
    const given = applyOperations(asked, op({ kind: "allowRole", role: "visitor", power: "isDefault" }));
    expect(given.roles.filter(({ isDefault }) => isDefault).map(({ key }) => key)).toEqual(["visitor"]);
  });
});

describe("access by form", () => {
  it.each(VERBS)("to %s holds back whatever is looser than usual until somebody allows it", (verb) => {
    const rules: Rule[] = [...part.access[verb], { kind: "anyone" }];
    const asked = applyOperations(base, op({ kind: "setAccess", entity: part.id, verb, rules }));
    expect(list(asked, "Part").access[verb]).toEqual(part.access[verb]);
    expect(asked.held).toMatchObject([{ kind: "access", entity: part.id, verb, rule: { kind: "anyone" } }]);
    const given = applyOperations(asked, op({ kind: "allowAccess", entity: part.id, verb, rule: { kind: "anyone" } }));
    expect(list(given, "Part").access[verb]).toEqual(rules);
    expect(given.held).toBeUndefined();
    // Once given it stays without being asked for again; taken out of the list it is gone.
    expect(applyOperations(given, op({ kind: "setAccess", entity: part.id, verb, rules })).held).toBeUndefined();
    const closed = applyOperations(asked, op({ kind: "setAccess", entity: part.id, verb, rules: part.access[verb] }));
    expect(closed.held).toBeUndefined();
  });

  it("counts what everybody gets by signing up as loose, under whatever name", () => {
    const open = base.roles.find(({ isDefault }) => isDefault)?.key ?? "";
    const asked = applyOperations(
      base,
      op({ kind: "setAccess", entity: part.id, verb: "delete", rules: [{ kind: "role", role: open }] }),
    );
    expect([list(asked, "Part").access.delete, asked.held?.length]).toEqual([[], 1]);
  });

  it("cannot be given where nothing was held back", () => {
    const wish = op({ kind: "allowAccess", entity: part.id, verb: "read", rule: { kind: "anyone" } });
    expect(refused(base, ...wish).message).toMatch(/does not hold this back/);
  });
});

describe("pages by form", () => {
  it("leave the menu and come back; reports and histories are added and removed", () => {
    const hidden = applyOperations(base, op({ kind: "setMenu", entity: part.id, on: false }));
    const menu = (blueprint: Blueprint) =>
      compileBlueprint(blueprint).files.find(({ path }) => path.endsWith("config.ts") && !path.includes("next"))
        ?.content;
    expect(menu(hidden)).not.toBe(menu(base));
    expect(menu(applyOperations(hidden, op({ kind: "setMenu", entity: part.id, on: true })))).toBe(menu(base));
    const reported = applyOperations(
      withStage,
      op(
        { kind: "addReport", entity: repair.id, label: "By stage", groupBy: stage },
        { kind: "setHistory", entity: repair.id, field: stage },
      ),
    );
    expect(reported.reports.at(-1)).toMatchObject({ key: "by_stage", roles: [adminKey] });
    expect(list(reported, "Repair").audit?.readers).toEqual([{ kind: "role", role: adminKey }]);
    const back = applyOperations(
      reported,
      op({ kind: "removeReport", report: "by_stage" }, { kind: "setHistory", entity: repair.id, field: null }),
    );
    expect(back).toEqual(withStage);
  });
});
