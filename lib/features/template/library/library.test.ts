import { describe, expect, it } from "vitest";
import { compileBlueprint, validateBlueprint } from "@/lib/features/builder";
import { previewDocument } from "@/lib/features/builder/preview/preview-document";
import { featuresOf } from "../template.blueprint";
import { templateCategories, templateFeatures } from "../template.schema";
import { library } from ".";
import { libraryBlueprint, libraryId } from "./library-blueprint";

const cases = library.map((template) => [template.slug, template] as const);

describe("the library", () => {
  it("has fifteen templates and more, each under a name and an id of its own", () => {
    expect(library.length).toBeGreaterThanOrEqual(15);
    for (const of of [(slug: string) => slug, libraryId])
      expect(new Set(library.map((template) => of(template.slug))).size).toBe(library.length);
    expect(new Set(library.map((template) => template.name)).size).toBe(library.length);
  });

  it("covers the domains people ask for", () => {
    const covered = new Set(library.map((template) => template.category));
    for (const category of templateCategories.filter((name) => name !== "other")) expect(covered).toContain(category);
  });

  it.each(cases)(
    "%s is a whole plan: entities, roles, links, a workflow, and no finding of the validator",
    (_slug, template) => {
      const blueprint = libraryBlueprint(template);
      const again = validateBlueprint(blueprint);
      expect(again.issues).toEqual([]);
      expect(blueprint.entities.length).toBeGreaterThanOrEqual(4);
      expect(blueprint.roles.length).toBeGreaterThanOrEqual(2);
      expect(blueprint.roles.filter((role) => role.isAdmin)).toHaveLength(1);
      expect(blueprint.roles.filter((role) => role.isDefault)).toHaveLength(1);
      expect(blueprint.relations.length).toBeGreaterThanOrEqual(2);
      expect(blueprint.entities.some((entity) => entity.workflow !== undefined)).toBe(true);
      expect(blueprint.entities.map((entity) => entity.key)).toEqual(
        template.spec.entities.map((entity) => entity.key),
      );
      for (const entity of blueprint.entities)
        for (const rules of Object.values(entity.access)) {
          expect(rules.length, entity.key).toBeGreaterThan(0);
          expect(
            rules.some((rule) => rule.kind === "anyone"),
            `${entity.key} is open to the world`,
          ).toBe(false);
        }
      expect(template.summary.length).toBeLessThanOrEqual(160);
      expect(template.name.length).toBeLessThanOrEqual(60);
    },
  );

  it.each(cases)(
    "%s: every value of a workflow is a value of its field, and each can be reached",
    (_slug, template) => {
      const blueprint = libraryBlueprint(template);
      for (const entity of blueprint.entities.filter((candidate) => candidate.workflow)) {
        const field = entity.fields.find((candidate) => candidate.key === entity.workflow?.field);
        const values = blueprint.enums
          .find((candidate) => candidate.key === field?.enum)
          ?.values.map((value) => value.key);
        const reached = new Set([
          String(field?.default ?? ""),
          ...(entity.workflow?.transitions.map((step) => step.to) ?? []),
        ]);
        expect([...reached].sort(), entity.key).toEqual(values?.toSorted());
      }
    },
  );

  it.each(cases)("%s compiles to the same files twice, with row level security on every table", (_slug, template) => {
    const blueprint = libraryBlueprint(template);
    const { files } = compileBlueprint(blueprint);
    expect(compileBlueprint(structuredClone(blueprint)).files).toEqual(files);
    const sql = files.find((file) => file.path === "supabase/migrations/0002_data.sql")?.content ?? "";
    for (const entity of blueprint.entities) {
      expect(sql).toContain(`alter table public.${entity.plural} enable row level security;`);
      expect(sql).toMatch(new RegExp(`create policy ${entity.plural}_select on`));
    }
  });

  it.each(cases)("%s can be clicked through before use", (_slug, template) => {
    const html = previewDocument(libraryBlueprint(template), { nonce: "n", theme: "light", today: "2026-11-21" });
    expect(html).toContain("preview-data");
  });

  it.each(cases)("%s says which features it has in words the filter knows", (_slug, template) => {
    const features = featuresOf(libraryBlueprint(template));
    expect(features).toContain("workflow");
    for (const feature of features) expect(templateFeatures).toContain(feature);
  });
});
