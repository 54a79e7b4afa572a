import type { Blueprint, Rule } from "./blueprint.schema";

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

/** Plain words for a list of rules; "nobody" when it is empty. */
export function describeRules(rules: readonly Rule[], blueprint: Blueprint): string {
  return rules.length === 0 ? "nobody" : rules.map((rule) => describeRule(rule, blueprint)).join(", ");
}

function describeRule(rule: Rule, blueprint: Blueprint): string {
  switch (rule.kind) {
    case "anyone":
      return "anyone, signed in or not";
    case "signedIn":
      return "every signed-in person";
    case "owner":
      return "the person it belongs to";
    case "orgMember":
      return "members of the same organization";
    case "role":
      return `role ${blueprint.roles.find((role) => role.key === rule.role)?.label ?? rule.role}`;
    case "relatedOwner":
      return `the person the ${relationLabel(rule.relation, blueprint, "to")} belongs to`;
    case "sharedVia":
      return `people linked through ${relationLabel(rule.relation, blueprint, "from")}`;
    case "column":
      return `anyone, when “${rule.field}” is ticked`;
  }
}

function relationLabel(id: string, blueprint: Blueprint, side: "from" | "to"): string {
  const relation = blueprint.relations.find((item) => item.id === id);
  const entity = blueprint.entities.find((item) => item.id === relation?.[side]);
  return (entity?.label.one ?? id).toLowerCase();
}
