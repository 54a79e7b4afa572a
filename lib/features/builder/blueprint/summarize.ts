import type { Blueprint } from "./blueprint.schema";
import { describeRules } from "./rule-words";

export type BlueprintSummary = {
  name: string;
  tenancy: Blueprint["tenancy"];
  entities: {
    key: string;
    label: string;
    fields: number;
    access: Record<"read" | "create" | "update" | "delete", string>;
  }[];
  roles: string[];
  counts: {
    entities: number;
    fields: number;
    relations: number;
    assumptions: number;
    unsupported: number;
    review: number;
  };
};

/** A short, display-ready account of a blueprint: what exists, who may do what, what is left open. */
export function summarizeBlueprint(blueprint: Blueprint): BlueprintSummary {
  return {
    name: blueprint.app.name,
    tenancy: blueprint.tenancy,
    roles: blueprint.roles.map((role) => role.label),
    entities: blueprint.entities.map((entity) => ({
      key: entity.key,
      label: entity.label.many,
      fields: entity.fields.length,
      access: {
        read: describeRules(entity.access.read, blueprint),
        create: describeRules(entity.access.create, blueprint),
        update: describeRules(entity.access.update, blueprint),
        delete: describeRules(entity.access.delete, blueprint),
      },
    })),
    counts: {
      entities: blueprint.entities.length,
      fields: blueprint.entities.reduce((sum, entity) => sum + entity.fields.length, 0),
      relations: blueprint.relations.length,
      assumptions: blueprint.assumptions.length,
      unsupported: blueprint.unsupported.length,
      review: blueprint.review.length,
    },
  };
}
