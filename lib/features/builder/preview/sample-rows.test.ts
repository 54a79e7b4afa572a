import { describe, expect, it } from "vitest";
import { parseIdea } from "@/lib/features/builder";
import { buildModel } from "../compiler/model";
import { describePreview } from "./describe";
import { Store } from "./runtime/store";
import { parseInput, toInput } from "./runtime/values";

const ideas = [
  "an app for my gym",
  "a dog walking business with walks, walkers and invoices",
  "property manager: flats, leases, tenants, repairs",
  "una aplicación para mi clínica dental con pacientes y citas",
  "a course platform where teachers publish courses and students enrol",
  "a help desk with tickets, agents and customers",
  "a restaurant with tables, reservations, menu items and orders",
];

describe.each(ideas)("sample rows of %s", (idea) => {
  const model = buildModel(parseIdea(idea).blueprint);
  const data = describePreview(model, "2026-11-21");

  it("fill every list", () => {
    for (const resource of data.resources)
      expect([resource.key, data.rows[resource.key]?.length]).not.toEqual([resource.key, 0]);
  });

  it("would be accepted by the form they were never typed into", () => {
    for (const resource of data.resources) {
      for (const row of data.rows[resource.key] ?? []) {
        for (const field of resource.fields) {
          if (field.product || field.kind === "file" || field.kind === "image") continue;
          const value = row.values[field.column];
          const sent = Array.isArray(value) ? value : value === false ? [] : [toInput(field, value)];
          expect([resource.key, field.column, parseInput(data, field, sent)]).toEqual([
            resource.key,
            field.column,
            expect.objectContaining({ value: expect.anything() }),
          ]);
        }
        for (const link of resource.links) {
          const id = row.values[link.column];
          if (link.required) expect(id).toEqual(expect.any(String));
          if (typeof id !== "string") continue;
          const ids =
            link.to === null ? data.people.map((person) => person.id) : data.rows[link.to]?.map((item) => item.id);
          expect(ids).toContain(id);
        }
      }
    }
  });

  it("could be saved again as they are", () => {
    const store = new Store(data);
    for (const resource of data.resources) {
      for (const row of store.all(resource.key)) {
        expect([resource.key, store.save(resource, { ...row, values: { ...row.values } }, data.firstRole)]).toEqual([
          resource.key,
          null,
        ]);
      }
    }
  });
});
