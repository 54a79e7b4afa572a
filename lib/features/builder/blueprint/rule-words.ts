import type { Blueprint, Rule } from "./blueprint.schema";

/** Plain words for a list of rules, for the middle of a sentence; "nobody" when it is empty. */
export function describeRules(rules: readonly Rule[], blueprint: Blueprint): string {
  return rules.length === 0 ? "nobody" : rules.map((rule) => describeRule(rule, blueprint)).join("; ");
}

/** Whom a rule lets in: "the person it belongs to"; a role by its label. */
export function describeRule(rule: Rule, blueprint: Blueprint): string {
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
      return blueprint.roles.find((role) => role.key === rule.role)?.label ?? rule.role;
    case "relatedOwner":
      return `the person whose ${relatedLabel(rule.relation, blueprint, "to")} it is about`;
    case "sharedVia":
      return `people linked through ${relatedLabel(rule.relation, blueprint, "from")}`;
    case "column":
      return `anyone, once “${rule.field.replaceAll("_", " ")}” is ticked`;
  }
}

function relatedLabel(id: string, blueprint: Blueprint, side: "from" | "to"): string {
  const relation = blueprint.relations.find((item) => item.id === id);
  const entity = blueprint.entities.find((item) => item.id === relation?.[side]);
  return (entity?.label.one ?? id).toLowerCase();
}
