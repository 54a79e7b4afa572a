import type { Entity } from "@/lib/features/builder";
import type { DomainSpec } from "@/lib/features/builder/parser/domain-spec";
import type { TemplateCategory } from "../template.schema";

/** A template that comes with Atrium: its words and its plan, in the notation of the offline parser's domains. */
export type LibraryTemplate = {
  /** Its identity: the same template in every installation and every version. */
  slug: string;
  name: string;
  summary: string;
  description: string;
  category: TemplateCategory;
  /** Shown first until an operator decides otherwise. */
  featured?: true;
  spec: Omit<DomainSpec, "name" | "tagline" | "covers" | "questions">;
};

/**
 * A workflow out of steps such as `draft>sent` or, for some roles only, `sent>paid:manager,staff`.
 * @throws RangeError when a step is malformed, which is a bug in the template
 */
export function flow(field: string, ...steps: string[]): NonNullable<Entity["workflow"]> {
  return {
    field,
    transitions: steps.map((step) => {
      const [, from, to, roles] = /^([a-z_]+)>([a-z_]+)(?::([a-z_,]+))?$/.exec(step) ?? [];
      if (from === undefined || to === undefined) throw new RangeError(`malformed step: ${step}`);
      return { from, to, roles: roles?.split(",") ?? [] };
    }),
  };
}

/** A saved view of rows whose field has one value. */
export const view = (key: string, label: string, field: string, value: string | boolean) => ({
  key,
  label,
  conditions: [{ field, op: "eq" as const, value }],
});

/** A saved view of rows whose date has passed. */
export const overdue = (label: string, field: string, openField: string, open: string | boolean) => ({
  key: "overdue",
  label,
  conditions: [
    { field, op: "beforeToday" as const },
    { field: openField, op: "eq" as const, value: open },
  ],
});

/** Access for a shop-floor team: its people work, one role cleans up. */
export const team = (people: string, admin: string) => ({
  read: people,
  create: people,
  update: people,
  delete: `role:${admin}`,
});
