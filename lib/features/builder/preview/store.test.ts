import { describe, expect, it } from "vitest";
import { parseIdea } from "@/lib/features/builder";
import type { Blueprint } from "../blueprint/blueprint.schema";
import { buildModel } from "../compiler/model";
import { describePreview } from "./describe";
import { Store } from "./runtime/store";
import type { Resource, Row, Value } from "./runtime/types";
import { compareRows, meets, parseInput } from "./runtime/values";

const today = "2026-11-21";
const access = {
  read: [{ kind: "signedIn" }],
  create: [{ kind: "signedIn" }],
  update: [{ kind: "signedIn" }],
  delete: [],
};
const text = (key: string, more: object = {}) => ({ id: `f.${key}`, key, label: key, type: "text", ...more });
const entity = (key: string, more: object) => ({
  id: `e.${key}`,
  key,
  label: { one: key, many: `${key}s` },
  owner: "none",
  titleField: "name",
  access,
  fields: [text("name", { required: true })],
  ...more,
});
const relation = (from: string, onDelete: string) => ({
  id: `r.${from}`,
  kind: "many-one",
  from: `e.${from}`,
  to: "e.project",
  key: "project",
  fromLabel: "Project",
  toLabel: from,
  required: onDelete !== "setNull",
  onDelete,
});

/** Projects with tasks that go with them, notes that stay and invoices that hold them. */
function studio(): Store {
  const base = parseIdea("an app for my gym").blueprint;
  const status = { id: "f.status", key: "status", label: "Status", type: "enum", enum: "status", required: true };
  const blueprint = {
    ...base,
    roles: [
      { key: "boss", label: "Boss", isAdmin: true },
      { key: "helper", label: "Helper", isDefault: true },
    ],
    enums: [{ key: "status", label: "Status", values: ["open", "done", "paid"].map((key) => ({ key, label: key })) }],
    entities: [
      entity("project", {
        fields: [
          text("name", { required: true, unique: true }),
          status,
          { id: "f.a", key: "starts", label: "Starts", type: "date" },
          { id: "f.b", key: "ends", label: "Ends", type: "date" },
          { id: "f.n", key: "hours", label: "Hours", type: "int", validation: { min: 1, max: 9 } },
          { id: "f.p", key: "rate", label: "Rate", type: "money" },
          {
            id: "f.t",
            key: "total",
            label: "Total",
            type: "money",
            computed: { op: "multiply", fields: ["hours", "rate"] },
          },
        ],
        ordered: [{ a: "starts", b: "ends" }],
        audit: { field: "status", readers: [{ kind: "role", role: "boss" }] },
        workflow: {
          field: "status",
          transitions: [
            { from: "open", to: "done", roles: [] },
            { from: "done", to: "paid", roles: ["boss"] },
          ],
        },
      }),
      entity("task", {}),
      entity("note", {}),
      entity("invoice", {}),
    ],
    relations: [relation("task", "cascade"), relation("note", "setNull"), relation("invoice", "restrict")],
    reports: [],
    pages: [],
  } as unknown as Blueprint;
  const data = describePreview(buildModel(withDefaults(blueprint)), today);
  return new Store({ ...data, rows: {}, pairs: {} });
}

/** What the schema would fill in. */
function withDefaults(blueprint: Blueprint): Blueprint {
  return {
    ...blueprint,
    entities: blueprint.entities.map((item) => ({
      ...item,
      uniques: item.uniques ?? [],
      ordered: item.ordered ?? [],
      savedViews: item.savedViews ?? [],
    })),
  };
}

function resourceOf(store: Store, key: string): Resource {
  const found = store.resource(key);
  if (!found) throw new Error(key);
  return found;
}

function add(store: Store, key: string, values: Record<string, Value>): Row {
  const row = { ...store.newRow(null), values };
  expect(store.save(resourceOf(store, key), row, "helper")).toBeNull();
  return row;
}

describe("the preview's rows", () => {
  it("take only the steps of the workflow, by whom it names, and remember them", () => {
    const store = studio();
    const project = resourceOf(store, "project");
    const row = add(store, "project", { name: "A", status: "open" });
    const to = (status: string, role: string) =>
      store.save(project, { ...row, values: { ...row.values, status } }, role);
    const refused = { column: "status", message: "The status cannot change this way." };
    expect(to("paid", "boss")).toEqual(refused);
    expect(to("done", "helper")).toBeNull();
    expect(to("paid", "helper")).toEqual(refused);
    expect(to("open", "boss")).toEqual(refused);
    expect(to("paid", "boss")).toBeNull();
    expect(store.history(row).map(({ from, to: next }) => [from, next])).toEqual([
      [null, "open"],
      ["open", "done"],
      ["done", "paid"],
    ]);
  });

  it("refuse what the database would: a value twice, an end before its start", () => {
    const store = studio();
    const project = resourceOf(store, "project");
    add(store, "project", { name: "A", status: "open" });
    const save = (values: Record<string, Value>) => store.save(project, { ...store.newRow(null), values }, "boss");
    expect(save({ name: "A", status: "open" })).toEqual({ column: "name", message: "This value is already taken." });
    expect(save({ name: "B", starts: "2026-02-02", ends: "2026-02-01" })?.column).toBe("ends");
    expect(save({ name: "B", starts: "2026-02-01", ends: "2026-02-02" })).toBeNull();
    expect(store.all("project")).toHaveLength(2);
  });

  it("work out products", () => {
    const store = studio();
    expect(add(store, "project", { name: "A", hours: 3, rate_cents: 1050 }).values.total_cents).toBe(3150);
  });

  it("go with what they belong to, stay without it, or hold it", () => {
    const store = studio();
    const project = resourceOf(store, "project");
    const [held, free] = [add(store, "project", { name: "held" }), add(store, "project", { name: "free" })];
    add(store, "task", { name: "t1", project_id: held.id });
    add(store, "invoice", { name: "i1", project_id: held.id });
    add(store, "task", { name: "t2", project_id: free.id });
    const note = add(store, "note", { name: "n", project_id: free.id });
    expect(store.remove(project, held.id)?.message).toBe("Something else still uses this.");
    expect(store.all("task")).toHaveLength(2);
    expect(store.remove(project, free.id)).toBeNull();
    expect(store.all("task").map((row) => row.values.name)).toEqual(["t1"]);
    expect(store.find("note", note.id)?.values.project_id).toBeNull();
  });
});

describe("what a form sends", () => {
  const store = studio();
  const field = (column: string) => {
    const found = resourceOf(store, "project").fields.find((item) => item.column === column);
    if (!found) throw new Error(column);
    return found;
  };
  it.each([
    ["name", "", { error: "Please fill this in." }],
    ["name", "x".repeat(1001), { error: "This is too long." }],
    ["status", "nonsense", { error: "This value is not valid." }],
    ["status", "open", { value: "open" }],
    ["hours", "0", { error: "This number is too small." }],
    ["hours", "10", { error: "This number is too large." }],
    ["hours", "1.5", { error: "This value is not valid." }],
    ["rate_cents", "12,5", { value: 1250 }],
    ["rate_cents", "12.345", { error: "This value is not valid." }],
    ["starts", "2026-13-01", { error: "This value is not valid." }],
    ["starts", "", { value: null }],
  ])("%s %j", (column, sent, expected) => {
    expect(parseInput(store.data, field(column), [sent])).toEqual(expected);
  });

  it("is found by saved views and sorted with the empty ones last", () => {
    const row = (starts: Value): Row => ({ id: "x", createdAt: today, owner: null, values: { starts } });
    expect(meets(row("2026-11-20"), { column: "starts", op: "beforeToday", value: null }, today)).toBe(true);
    expect(meets(row(null), { column: "starts", op: "neq", value: "x" }, today)).toBe(false);
    expect(meets(row(null), { column: "starts", op: "isEmpty", value: null }, today)).toBe(true);
    expect(
      [row(null), row("b"), row("a")].sort((a, b) => compareRows(a, b, "starts")).map((item) => item.values.starts),
    ).toEqual(["a", "b", null]);
  });
});
