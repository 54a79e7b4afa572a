import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Blueprint, Rule } from "../blueprint/blueprint.schema";
import { FIELD_TYPES, LOCALES, VERBS } from "../blueprint/blueprint.schema";
import { BUILT_STACKS } from "../blueprint/stacks";
import { compileBlueprint } from "../compiler/compile";
import { parseIdea } from "../parser/parse-idea";
import { applyOperations } from "./apply";
import { describeOperations } from "./describe";
import { EditError, type Operation, operationSchema } from "./operations";

const base = parseIdea("An app to track parts and repairs").blueprint;
const helpdesk = parseIdea(
  "B2B helpdesk. Companies sign up and invite agents. Tickets have a priority and a status: open, waiting, solved. Admins see reports by agent.",
).blueprint;
const operation = (input: unknown): Operation => operationSchema.parse(input);
const op = (...inputs: unknown[]): Operation[] => inputs.map(operation);
const part = base.entities[0];
if (!part) throw new Error("an empty plan");
const withStage = applyOperations(
  base,
  op({ kind: "addField", entity: part.id, label: "Stage", type: "enum", options: ["New", "In work", "Done"] }),
);

describe("operations in a row", () => {
  it("give what the same ones give one by one, whatever their names turn into", () => {
    const operations = op(
      { kind: "addEntity", label: "Order", fields: ["Select"] },
      { kind: "addField", entity: "ent.order", label: "Order", type: "bool" },
      { kind: "renameEntity", entity: "ent.order", label: "User" },
      { kind: "addRelation", from: "ent.order", to: part.id, relation: "many-many", label: "Group" },
      { kind: "addRole", label: "Admin" },
    );
    const single = operations.reduce((blueprint, one) => applyOperations(blueprint, [one]), base);
    expect(applyOperations(base, operations)).toEqual(single);
    expect(describeOperations(base, operations)[2]).toBe("Rename Orders to “User”");
  });

  it("of any kind leave a plan that compiles, and a migration, or say why not", () => {
    const pick = fc.nat(5);
    const label = fc.constantFrom("Order", "Ärger", "a'); drop table x; --", "🚲", "Part", "user", "</script>");
    const wish = fc.record({ kind: fc.nat(35), a: pick, b: pick, label });
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 8 }), fc.boolean(), (wishes, desk) => {
        const before = desk ? helpdesk : withStage;
        let blueprint = before;
        for (const one of wishes) {
          try {
            const next = anyOperation(blueprint, one);
            expect(describeOperations(blueprint, [next])[0]?.length).toBeGreaterThan(3);
            blueprint = applyOperations(blueprint, [next]);
          } catch (error) {
            expect(error).toBeInstanceOf(EditError);
          }
        }
        expect(compileBlueprint(blueprint, { history: [before] }).files.length).toBeGreaterThan(20);
      }),
      { numRuns: 40 },
    );
  });
});

type Wish = { kind: number; a: number; b: number; label: string };

function anyOperation(blueprint: Blueprint, { kind, a, b, label }: Wish): Operation {
  const rotate = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];
  const entity = rotate(blueprint.entities, a);
  const other = rotate(blueprint.entities, b);
  const field = rotate(entity?.fields ?? [], b);
  const relation = rotate(blueprint.relations, b)?.id ?? "rel.none";
  const role = rotate(blueprint.roles, b)?.key ?? "none";
  const chosen = entity?.fields.find(({ type }) => type === "enum") ?? field;
  const options = blueprint.enums.find(({ key }) => key === chosen?.enum)?.values ?? [];
  const option = rotate(options, b)?.key ?? "none";
  const next = rotate(options, b + 1)?.key ?? "none";
  const of = { entity: entity?.id, field: field?.id };
  const ofChoice = { entity: entity?.id, field: chosen?.id };
  const verb = rotate(VERBS, b);
  const power = rotate(["isAdmin", "selfSelect", "isDefault"], b);
  const rules: Rule[] = [{ kind: "anyone" }, { kind: "role", role }];
  const held = rotate(blueprint.held ?? [], a);
  const all: unknown[] = [
    { kind: "changeField", ...of, type: rotate(FIELD_TYPES, a * 5 + b), options: [label] },
    { kind: "changeField", ...of, unique: true, default: label, validation: { min: a, maxLen: 10 * b + 1 } },
    { kind: "changeField", ...of, default: a, searchable: true, validation: null },
    { kind: "renameOption", ...ofChoice, option, label },
    { kind: "removeOption", ...ofChoice, option },
    { kind: "addRelation", from: entity?.id, to: other?.id, relation: "many-many", label },
    { kind: "addRelation", from: entity?.id, to: other?.id, relation: "many-one", required: b % 2 === 0 },
    { kind: "addRelation", from: entity?.id, to: "account", relation: "one-one", onDelete: "setNull" },
    { kind: "changeRelation", relation, label, cardinality: "one-one", required: false, onDelete: "cascade" },
    { kind: "removeRelation", relation },
    { kind: "addLinkField", relation, label, type: "money" },
    { kind: "addRole", label },
    { kind: "renameRole", role, label },
    { kind: "removeRole", role },
    { kind: "setRolePower", role, power, on: a % 2 === 0 },
    { kind: "setAccess", entity: entity?.id, verb, rules },
    { kind: "setWorkflow", ...ofChoice, transitions: [{ from: option, to: next, roles: [role] }] },
    { kind: "setMenu", entity: entity?.id, on: a % 2 === 0 },
    { kind: "addReport", entity: entity?.id, label, groupBy: chosen?.id },
    { kind: "setHistory", ...ofChoice },
    { kind: "removeField", ...of },
    {
      kind: "changeApp",
      tagline: label,
      locale: rotate(LOCALES, a),
      currency: "EUR",
      theme: { dark: "dark" },
      sampleRows: a,
    },
    { kind: "setStack", stack: rotate(BUILT_STACKS, a) },
    { kind: "setFeature", feature: "csv-export", on: a % 2 === 0 },
    { kind: "renameEntity", entity: entity?.id, label, many: "Things" },
    { kind: "moveEntity", entity: entity?.id, to: b },
    { kind: "moveField", ...of, to: a },
    { kind: "moveOption", ...ofChoice, option, to: a },
    { kind: "setTitle", ...of },
    { kind: "setProduct", ...of, of: [entity?.fields[0]?.id ?? "none", entity?.fields[1]?.id ?? "none"] },
    {
      kind: "addUnique",
      entity: entity?.id,
      parts: [field?.id, a % 2 === 0 ? relation : (entity?.fields[a]?.id ?? "none")],
    },
    { kind: "addOrder", entity: entity?.id, a: field?.id, b: entity?.fields[a]?.id ?? "none" },
    {
      kind: "addView",
      entity: entity?.id,
      label,
      conditions: [
        { field: field?.id, op: "eq", value: label },
        { field: chosen?.id, op: "isSet" },
      ],
    },
    { kind: "setOnlyWhen", entity: entity?.id, rule: { relation, field: chosen?.id, value: option } },
    { kind: "changeField", ...of, validation: { pattern: "[A-Z]{2,8}-\\d{4}" }, sensitive: true },
    held?.kind === "access"
      ? { kind: "allowAccess", entity: held.entity, verb: held.verb, rule: held.rule }
      : { kind: "allowRole", role: held?.role ?? "none", power: held?.power ?? "isAdmin" },
  ];
  return operation(rotate(all, kind));
}
