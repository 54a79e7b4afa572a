import { describe, expect, it } from "vitest";
import { parseIdea } from "../parser/parse-idea";
import type { Blueprint, Entity } from "./blueprint.schema";
import { validateBlueprint } from "./validate";

const gym = (): Blueprint => structuredClone(parseIdea("an app for my gym").blueprint);

function codesAfter(change: (blueprint: Blueprint) => void): string[] {
  const blueprint = gym();
  change(blueprint);
  return validateBlueprint(blueprint).issues.map((issue) => issue.code);
}

const first = (blueprint: Blueprint): Entity => {
  const [entity] = blueprint.entities;
  if (!entity) throw new Error("no entity");
  return entity;
};

describe("validateBlueprint", () => {
  it("accepts its own output unchanged", () => {
    const blueprint = gym();
    const result = validateBlueprint(blueprint);
    expect(result.ok && result.blueprint).toEqual(blueprint);
  });

  it.each([null, 7, "x", [], {}, { version: 1 }])("answers %j with findings instead of throwing", (input) => {
    expect(validateBlueprint(input).ok).toBe(false);
  });

  it("refuses a version it does not know", () => {
    expect(validateBlueprint({ ...gym(), version: 99 }).issues[0]?.code).toBe("version_unknown");
  });

  it("names every broken reference with its path", () => {
    const codes = codesAfter((b) => {
      first(b).titleField = "nope";
      first(b).access.read = [{ kind: "role", role: "nobody" }];
      first(b).access.update = [{ kind: "owner" }];
      for (const relation of b.relations.slice(0, 1)) relation.to = "ent.nope";
    });
    expect(codes).toEqual(
      expect.arrayContaining(["title_field_missing", "role_missing", "rule_mismatch", "relation_target_missing"]),
    );
  });

  it.each(["uniques", "noOverlap", "onlyWhen"] as const)(
    "refuses %s over a relation with many on both sides",
    (rule) => {
      const blueprint = gym();
      const [from, to] = blueprint.entities;
      const [template] = blueprint.relations;
      const [field] = from?.fields ?? [];
      if (!from || !to || !template || !field) throw new Error("no entities");
      const link = { ...template, id: "rel.many", key: "many", from: from.id, to: to.id, required: false };
      blueprint.relations.push({ ...link, kind: "many-many", onDelete: "restrict" });
      if (rule === "uniques") from.uniques = [["rel.many", field.key]];
      if (rule === "noOverlap") from.noOverlap = { relation: "rel.many", start: field.key, end: field.key };
      if (rule === "onlyWhen") from.onlyWhen = { relation: "rel.many", field: field.key, value: "x" };
      const result = validateBlueprint(blueprint);
      const found = result.issues.find((issue) => issue.path.includes(rule));
      expect([result.ok, found?.code]).toEqual([false, "rule_mismatch"]);
    },
  );

  it("leaves out defaults that would break a migration, and refuses rules over types that do not go together", () => {
    const codes = codesAfter((b) => {
      const plan = first(b);
      for (const field of plan.fields) field.default = "'); drop table x; --";
      plan.ordered = [{ a: "name", b: "price" }];
    });
    expect(codes).toEqual(expect.arrayContaining(["default_invalid", "type_mismatch"]));
  });

  it("keeps the stored name of money and files free", () => {
    const blueprint = gym();
    const plan = first(blueprint);
    const [name] = plan.fields;
    if (!name) throw new Error("no field");
    plan.fields.push({ ...name, id: "fld.clash", key: "price_cents" });
    const result = validateBlueprint(blueprint);
    const keys = result.ok ? first(result.blueprint).fields.map((field) => field.key) : [];
    expect(keys).toContain("price_cents_2");
  });

  it("refuses duplicate ids and required links in a circle", () => {
    expect(codesAfter((b) => b.entities.push(first(b)))).toContain("duplicate_id");
    const circle = codesAfter((b) => {
      const [from, to] = b.entities;
      const [template] = b.relations;
      if (!from || !to || !template) return;
      const link = { ...template, kind: "many-one" as const, required: true, onDelete: "restrict" as const };
      b.relations.push(
        { ...link, id: "rel.x", key: "x", from: from.id, to: to.id },
        { ...link, id: "rel.y", key: "y", from: to.id, to: from.id },
      );
    });
    expect(circle).toContain("required_cycle");
  });

  it("renames reserved and clashing names, keeps labels and ids, and follows references", () => {
    const blueprint = gym();
    const entity = first(blueprint);
    entity.key = "order";
    const [field] = entity.fields;
    if (!field) throw new Error("no field");
    field.key = "limit";
    entity.titleField = "limit";
    const result = validateBlueprint(blueprint);
    if (!result.ok) throw new Error("should be repaired");
    const fixed = first(result.blueprint);
    expect([fixed.key, fixed.titleField, fixed.id, fixed.label.one]).toEqual([
      "customer_order",
      "limit_value",
      entity.id,
      entity.label.one,
    ]);
    expect(result.issues.filter((issue) => issue.severity === "fixed").map((issue) => issue.autofix?.to)).toContain(
      "limit_value",
    );
  });

  it.each(["__proto__", "constructor", "prototype", "A", "a-b", "a b", "a;b", ""])(
    "never lets %j become an identifier",
    (key) => {
      const result = validateBlueprint({ ...gym(), entities: [{ ...first(gym()), key }] });
      expect(result.ok ? first(result.blueprint).key : "refused").not.toBe(key);
    },
  );

  it("lists every rule looser than the default for review", () => {
    const blueprint = gym();
    first(blueprint).access.read = [{ kind: "anyone" }];
    blueprint.roles.push({
      key: "boss",
      label: "Boss",
      isAdmin: true,
      isDefault: false,
      selfSelect: false,
      isGuest: false,
    });
    const result = validateBlueprint(blueprint);
    const codes = result.ok ? result.blueprint.review.map((item) => item.code) : [];
    expect(codes).toEqual(expect.arrayContaining(["open_to_anyone", "extra_admin_role"]));
  });
});
