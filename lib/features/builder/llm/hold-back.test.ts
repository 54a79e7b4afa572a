import { describe, expect, it } from "vitest";
import type { Blueprint, Entity, Rule } from "../blueprint/blueprint.schema";
import { validateBlueprint } from "../blueprint/validate";
import { compileBlueprint } from "../compiler/compile";
import { parseIdea } from "../parser/parse-idea";
import { holdBack } from "./hold-back";

const clinic = parseIdea(
  "Quiero una aplicación para mi clínica dental: pacientes, citas, odontólogos y tratamientos. Las recepcionistas crean citas pero no pueden ver el historial clínico. Una cita no puede solaparse con otra del mismo odontólogo.",
).blueprint;
const gym = parseIdea("an app for my gym").blueprint;

const withRules = (plan: Blueprint, key: string, verb: keyof Entity["access"], rules: Rule[]): Blueprint => ({
  ...plan,
  entities: plan.entities.map((entity) =>
    entity.key === key ? { ...entity, access: { ...entity.access, [verb]: rules } } : entity,
  ),
});
const first = (plan: Blueprint): Entity => {
  const [entity] = plan.entities;
  if (!entity) throw new Error("the plan has no list");
  return entity;
};
/** A list that the offline engine knows nothing of. */
const withNewList = (plan: Blueprint, access: Partial<Entity["access"]>, more: Partial<Entity> = {}): Blueprint => ({
  ...plan,
  entities: [
    ...plan.entities,
    {
      ...first(plan),
      id: "ent.zeppelin",
      key: "zeppelin",
      plural: "zeppelins",
      label: { one: "Zeppelin", many: "Zeppelins" },
      owner: "none",
      titleField: "name",
      fields: [
        {
          id: "fld.zeppelin.name",
          key: "name",
          label: "Name",
          type: "text",
          required: true,
          unique: false,
          indexed: false,
          searchable: false,
          sensitive: false,
        },
      ],
      access: { read: [], create: [], update: [], delete: [], ...access },
      uniques: [],
      ordered: [],
      savedViews: [],
      views: ["table"],
      ...more,
    },
  ],
});
const newList = (plan: Blueprint): Entity => plan.entities.find(({ key }) => key === "zeppelin") ?? first(plan);

describe("holdBack", () => {
  it.each([clinic, gym])("leaves a plan alone that asks for nothing beyond the offline one", (plan) => {
    const kept = holdBack(plan, plan);
    expect(kept.held).toBeUndefined();
    expect(kept.entities.map(({ access }) => access)).toEqual(plan.entities.map(({ access }) => access));
    expect(kept.roles).toEqual(plan.roles);
  });

  it.each<[Rule, RegExp]>([
    [{ kind: "anyone" }, /^Anyone, without an account, could see/],
    [{ kind: "signedIn" }, /^Everybody who signs up could see/],
    [{ kind: "role", role: gym.roles.find(({ isDefault }) => isDefault)?.key ?? "" }, /^Everybody with the role/],
  ])("holds back reading by %j", (rule, sentence) => {
    const kept = holdBack(withNewList(gym, { read: [rule] }), gym);
    expect(newList(kept).access.read).toEqual([{ kind: "role", role: gym.roles.find(({ isAdmin }) => isAdmin)?.key }]);
    expect(kept.held?.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
  });

  it("gives the rules of the offline list of that name instead", () => {
    const entity = first(gym);
    const kept = holdBack(withRules(gym, entity.key, "read", [{ kind: "anyone" }]), gym);
    expect(first(kept).access.read).toEqual(entity.access.read);
    expect(kept.held).toHaveLength(1);
  });

  it("keeps a role away from what the offline engine keeps away from it", () => {
    const secret = clinic.entities.find(
      ({ access }) => !access.read.some((rule) => rule.kind === "role" && /recep/.test(rule.role)),
    );
    const role = clinic.roles.find(({ key }) => /recep/.test(key))?.key ?? "";
    expect([role, secret?.key]).not.toContain("");
    if (!secret) throw new Error("receptionists see everything");
    const asked = withRules(clinic, secret.key, "read", [...secret.access.read, { kind: "role", role }]);
    const kept = holdBack(asked, clinic);
    expect(kept.entities.find(({ key }) => key === secret.key)?.access.read).toEqual(secret.access.read);
    expect(kept.held).toEqual([expect.objectContaining({ kind: "access", rule: { kind: "role", role } })]);
  });

  it("turns signing up for one's own rows into owning them, which is the default", () => {
    const kept = holdBack(
      withNewList(gym, { create: [{ kind: "signedIn" }] }, { owner: "user", ownerMode: "creator" }),
      gym,
    );
    expect([newList(kept).access.create, kept.held]).toEqual([[{ kind: "owner" }], undefined]);
  });

  it("sees through a link that people can make themselves", () => {
    const opened = withNewList(gym, { read: [{ kind: "sharedVia", relation: "rel.wish.zeppelin" }] });
    const wish: Entity = {
      ...newList(opened),
      id: "ent.wish",
      key: "wish",
      plural: "wishes",
      label: { one: "Wish", many: "Wishes" },
      owner: "user",
      ownerMode: "creator",
      access: { read: [{ kind: "owner" }], create: [{ kind: "owner" }], update: [], delete: [] },
      fields: newList(opened).fields.map((field) => ({ ...field, id: "fld.wish.name" })),
    };
    const plan: Blueprint = {
      ...opened,
      entities: [...opened.entities, wish],
      relations: [
        ...opened.relations,
        {
          id: "rel.wish.zeppelin",
          kind: "many-one",
          from: "ent.wish",
          to: "ent.zeppelin",
          key: "zeppelin",
          fromLabel: "Zeppelin",
          toLabel: "Wishes",
          required: false,
          onDelete: "restrict",
        },
      ],
    };
    expect(validateBlueprint(plan).ok).toBe(true);
    const kept = holdBack(plan, gym);
    expect(newList(kept).access.read).toEqual([expect.objectContaining({ kind: "role" })]);
    expect(kept.held?.[0]?.message).toMatch(/by adding a row that points to them/);
  });

  it("leaves one role with full rights, which nobody gets by signing up", () => {
    const roles: Blueprint["roles"] = [
      { key: "everyone", label: "Everyone", isDefault: true, isAdmin: true, selfSelect: false, isGuest: false },
      { key: "root", label: "Root", isDefault: false, isAdmin: true, selfSelect: false, isGuest: false },
      { key: "vip", label: "VIP", isDefault: false, isAdmin: false, selfSelect: true, isGuest: false },
    ];
    const role = { kind: "role" as const, role: "root" };
    const plan: Blueprint = {
      ...gym,
      roles,
      reports: [],
      relations: [],
      entities: [{ ...newList(withNewList(gym, { read: [role], create: [role], update: [role], delete: [role] })) }],
    };
    const kept = holdBack(plan, gym);
    expect(kept.roles.filter(({ isAdmin }) => isAdmin).map(({ key }) => key)).toEqual(["root"]);
    expect(kept.roles.filter(({ isAdmin, isDefault }) => isAdmin && isDefault)).toEqual([]);
    expect(kept.roles.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(kept.held?.map((item) => item.kind === "role" && `${item.role} ${item.power}`)).toEqual([
      "everyone isAdmin",
      "vip selfSelect",
    ]);
    expect(() => compileBlueprint({ ...kept, pages: [] })).not.toThrow();
  });

  it("makes an app public only where something in it is", () => {
    const kept = holdBack({ ...gym, app: { ...gym.app, visibility: "public" } }, gym);
    expect(kept.app.visibility).toBe("login");
  });
});
