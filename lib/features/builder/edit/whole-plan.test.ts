import { describe, expect, it } from "vitest";
import type { Blueprint, Entity } from "../blueprint/blueprint.schema";
import { compileBlueprint } from "../compiler/compile";
import { changeSchema } from "../compiler/sql/versions/version-migrations";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";
import { describeOperations } from "./describe";
import { diffBlueprints } from "./diff";
import { EditError, type Operation, operationSchema } from "./operations";

const base = parseIdea("An app to track parts and repairs").blueprint;
const op = (...inputs: unknown[]): Operation[] => inputs.map((input) => operationSchema.parse(input));
const list = (blueprint: Blueprint, one: string): Entity => {
  const found = blueprint.entities.find(({ label }) => label.one === one);
  if (!found) throw new Error(`no ${one}`);
  return found;
};
const refusal = (blueprint: Blueprint, ...inputs: unknown[]): EditError => {
  try {
    applyOperations(blueprint, op(...inputs));
  } catch (error) {
    if (error instanceof EditError) return error;
    throw error;
  }
  throw new Error("it was allowed");
};
const part = list(base, "Part");
const repair = list(base, "Repair");
const rich = applyOperations(
  base,
  op(
    { kind: "addField", entity: repair.id, label: "Stage", type: "enum", options: ["New", "In work", "Done"] },
    { kind: "addField", entity: repair.id, label: "Starts", type: "date" },
    { kind: "addField", entity: repair.id, label: "Ends", type: "date" },
    { kind: "addField", entity: repair.id, label: "Hours", type: "decimal" },
    { kind: "addField", entity: repair.id, label: "Rate", type: "money" },
    { kind: "addField", entity: repair.id, label: "Cost", type: "money", required: true },
    { kind: "addField", entity: repair.id, label: "Ticket", type: "text", required: true },
    { kind: "addRelation", from: repair.id, to: part.id, relation: "many-one", label: "Used part" },
    { kind: "addField", entity: part.id, label: "State", type: "enum", options: ["Good", "Broken"] },
  ),
);
const link = rich.relations.at(-1)?.id ?? "";
const f = (name: string) => list(rich, "Repair").fields.find(({ label }) => label === name)?.id ?? "";
const at = (name: string) => ({ entity: repair.id, field: f(name) });
const content = (blueprint: Blueprint, path: string) =>
  compileBlueprint(blueprint).files.find((file) => file.path === path)?.content ?? "";
const sql = (blueprint: Blueprint) => content(blueprint, "supabase/migrations/0002_data.sql");
const diff = (now: Blueprint) => diffBlueprints(rich, now).map(({ text }) => text);
const edited = (...inputs: unknown[]) => applyOperations(rich, op(...inputs));

describe("the app by form", () => {
  it("changes its line, language, currency, looks and sample rows, in the project as well", () => {
    const change = {
      kind: "changeApp",
      tagline: "Fixed by Friday",
      locale: "de",
      currency: "CHF",
      theme: { primary: "#aa3300", dark: "dark" },
      sampleRows: 2,
    };
    const changed = edited(change);
    const config = content(changed, "lib/app-config.ts");
    for (const text of ['"Fixed by Friday"', 'locale: "de"', 'currency: "CHF"', 'theme: "dark"'])
      expect(config).toContain(text);
    expect(content(changed, "app/theme.css")).toContain("#aa3300");
    expect(content(changed, "supabase/seed.sql").match(/insert into public\.parts/g)?.length).toBe(2);
    expect(changed.app.theme.radius).toBe(rich.app.theme.radius);
    expect(diff(changed)).toEqual(
      expect.arrayContaining([
        "Colours and type",
        "Its language: English before, German now",
        "Amounts: USD before, CHF now",
      ]),
    );
    expect(describeOperations(rich, op(change))[0]).toBe(
      "Give the app the line “Fixed by Friday” below its name, the language German, amounts in CHF, the colour #aa3300, dark always, 2 made-up rows a list",
    );
    expect(refusal(rich, { kind: "changeApp", currency: "QQQ" }).message).toMatch(/no currency/);
  });

  it("moves to another stack with the same migrations, and offers the download of lists or not", () => {
    const api = edited({ kind: "setStack", stack: "hono-postgres" });
    expect(compileBlueprint(api).files.some(({ path }) => path === "next.config.ts")).toBe(false);
    expect(sql(api)).toBe(sql(rich));
    expect(diff(api)).toEqual(["Built as: Next.js on Supabase before, REST API on PostgreSQL now"]);
    const [on, off] = [true, false].map((is) => edited({ kind: "setFeature", feature: "csv-export", on: is }));
    if (!on || !off) throw new Error("no plans");
    const canExport = (blueprint: Blueprint) => /canExport: (\w+)/.exec(content(blueprint, "resources/parts.ts"))?.[1];
    expect([canExport(on), canExport(off)]).toEqual(["true", "false"]);
  });
});

describe("order and names by form", () => {
  it("follow into the menu, the forms and the choices, and lose no row", () => {
    const moved = edited(
      { kind: "moveEntity", entity: repair.id, to: 0 },
      { kind: "moveField", ...at("Ticket"), to: 0 },
      { kind: "moveOption", ...at("Stage"), option: "done", to: 0 },
      { kind: "renameEntity", entity: part.id, label: "Part", many: "Stock" },
      { kind: "setTitle", ...at("Ticket") },
    );
    expect(moved.entities[0]?.id).toBe(repair.id);
    expect(content(moved, "lib/app-config.ts")).toMatch(/navigation: \["repair"/);
    expect(list(moved, "Repair").fields[0]?.label).toBe("Ticket");
    expect(list(moved, "Repair").titleField).toBe("ticket");
    expect(list(moved, "Part").label.many).toBe("Stock");
    expect(list(moved, "Part").key).toBe("part");
    expect(moved.enums.find(({ key }) => key === "repair_stage")?.values.map(({ key }) => key)).toEqual([
      "done",
      "new",
      "in_work",
    ]);
    expect(changeSchema(rich, moved).losses).toEqual([]);
    expect(diff(moved)).toEqual(
      expect.arrayContaining([
        "The order of the lists in the menu",
        "The order of the fields of Repairs",
        "What rows of Repairs are called by",
        "Parts are called Stock",
      ]),
    );
    expect(refusal(rich, { kind: "setTitle", ...at("Rate") }).message).toMatch(/short text/);
  });
});

describe("rules of a list by form", () => {
  it("are kept by the database, and taken away again", () => {
    const ruled = edited(
      { kind: "addUnique", entity: repair.id, parts: [f("Ticket"), link] },
      { kind: "addOrder", entity: repair.id, a: f("Starts"), b: f("Ends") },
      { kind: "setNoOverlap", entity: repair.id, rule: { relation: link, start: f("Starts"), end: f("Ends") } },
      { kind: "setProduct", ...at("Cost"), of: [f("Hours"), f("Rate")] },
    );
    for (const text of ["unique (ticket, used_part_id)", "check (starts < ends)", "exclude using gist", "hours * rate"])
      expect(sql(ruled)).toContain(text);
    expect(list(ruled, "Repair").fields.find(({ label }) => label === "Cost")?.required).toBe(false);
    const freed = applyOperations(
      ruled,
      op(
        { kind: "removeUnique", entity: repair.id, parts: [link, f("Ticket")] },
        { kind: "removeOrder", entity: repair.id, a: f("Starts"), b: f("Ends") },
        { kind: "setNoOverlap", entity: repair.id, rule: null },
        { kind: "setProduct", ...at("Cost"), of: null },
        { kind: "setRequired", ...at("Cost"), required: true },
      ),
    );
    expect(sql(freed)).toBe(sql(rich));
  });

  it("say when rows may be added, and refuse what does not fit", () => {
    const state = list(rich, "Part").fields.find(({ label }) => label === "State")?.id;
    const rule = { relation: link, field: state, value: "good" };
    const ruled = edited({ kind: "setOnlyWhen", entity: repair.id, rule });
    expect(list(ruled, "Repair").onlyWhen).toEqual({ relation: link, field: "state", value: "good" });
    expect(diff(ruled)).toEqual(["The rule when Repairs may be added"]);
    const wrong: [unknown, RegExp][] = [
      [{ kind: "setOnlyWhen", entity: repair.id, rule: { ...rule, value: "gone" } }, /no such choice/],
      [{ kind: "addUnique", entity: repair.id, parts: [f("Ticket"), f("Ticket")] }, /different fields/],
      [{ kind: "addOrder", entity: repair.id, a: f("Starts"), b: f("Hours") }, /cannot be compared/],
      [{ kind: "setProduct", ...at("Ticket"), of: [f("Hours"), f("Rate")] }, /not numbers/],
      [{ kind: "setProduct", ...at("Cost"), of: [f("Cost"), f("Rate")] }, /two other fields/],
      [
        { kind: "setNoOverlap", entity: repair.id, rule: { relation: link, start: f("Hours"), end: f("Rate") } },
        /two dates/,
      ],
    ];
    for (const [input, sentence] of wrong) expect(refusal(rich, input).message).toMatch(sentence);
  });

  it("save views whose conditions rows can meet", () => {
    const view = {
      kind: "addView",
      entity: repair.id,
      label: "Late",
      conditions: [
        { field: f("Ends"), op: "beforeToday" },
        { field: f("Stage"), op: "neq", value: "done" },
      ],
    };
    const viewed = edited(view);
    expect(list(viewed, "Repair").savedViews.at(-1)).toEqual({
      key: "late",
      label: "Late",
      conditions: [
        { field: "ends", op: "beforeToday" },
        { field: "stage", op: "neq", value: "done" },
      ],
    });
    expect(describeOperations(rich, op(view))[0]).toBe(
      "Add the view “Late” of Repairs: “Ends” is before today and “Stage” is not “Done”",
    );
    expect(applyOperations(viewed, op({ kind: "removeView", entity: repair.id, view: "late" }))).toEqual(rich);
    const asks = (condition: unknown) => refusal(rich, { ...view, conditions: [condition] }).message;
    expect(asks({ field: f("Ticket"), op: "beforeToday" })).toMatch(/no date/);
    expect(asks({ field: f("Stage"), op: "eq", value: "gone" })).toMatch(/one of its choices/);
    expect(asks({ field: f("Hours"), op: "eq", value: "many" })).toMatch(/a number/);
    expect(asks({ field: f("Hours"), op: "eq" })).toMatch(/Say what/);
  });
});

describe("the form of a text by form", () => {
  const change = (validation: unknown, more: object = {}) => ({
    kind: "changeField",
    ...at("Ticket"),
    validation,
    ...more,
  });

  it("is checked by the database and the forms, and sample rows have it", () => {
    const formed = edited(change({ pattern: "[A-Z]{2}-\\d{4}" }, { unique: true, sensitive: true, indexed: true }));
    expect(sql(formed)).toContain("ticket ~ '^(?:[A-Z]{2}-[0-9]{4})$'");
    expect(content(formed, "resources/repairs.ts")).toContain("pattern: /^(?:[A-Z]{2}-[0-9]{4})$/u");
    const samples = content(formed, "tests/access/samples.json");
    expect(samples).toMatch(/"ticket": "[A-Z]{2}-\d{4}"/);
    // Rows that are there stay as they are: whoever breaks the form is named, and nothing is changed.
    expect(changeSchema(rich, formed).losses).toEqual([]);
  });

  it("is refused at its field when it is unsafe, leaves no text or has no room", () => {
    const wrong: [unknown, RegExp][] = [
      [change({ pattern: "(a+)+" }), /cannot be repeated/],
      [change({ pattern: "[A-Z]{2}", maxLen: 1 }), /leave no text/],
      [change({ pattern: "[ab]" }, { unique: true }), /too few different texts/],
      [{ kind: "changeField", ...at("Hours"), validation: { pattern: "a" } }, /only short texts/],
    ];
    for (const [input, sentence] of wrong) {
      const error = refusal(rich, input);
      expect(error.message).toMatch(sentence);
      expect(error.issues[0]).toMatchObject({
        code: "pattern_invalid",
        path: expect.stringMatching(/validation\.pattern$/),
      });
    }
  });
});

describe("what a role sees by form", () => {
  it("is held back until somebody allows it, and taken away at once", () => {
    const guest = edited({ kind: "addRole", label: "Visitor", isGuest: true });
    const asked = applyOperations(guest, op({ kind: "setRolePower", role: "visitor", power: "team", on: true }));
    expect([asked.roles.at(-1)?.isGuest, asked.held?.[0]]).toEqual([
      true,
      { kind: "role", role: "visitor", power: "team", message: "“Visitor” would see who else has an account." },
    ]);
    const given = applyOperations(asked, op({ kind: "allowRole", role: "visitor", power: "team" }));
    expect([given.roles.at(-1)?.isGuest, given.held]).toEqual([false, undefined]);
    const back = applyOperations(given, op({ kind: "setRolePower", role: "visitor", power: "team", on: false }));
    expect(back.roles.at(-1)?.isGuest).toBe(true);
  });
});
