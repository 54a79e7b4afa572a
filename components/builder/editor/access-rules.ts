import {
  ACCOUNT_ENTITY_ID,
  type Blueprint,
  type Entity,
  type Rule,
  type Verb,
} from "@/lib/features/builder/blueprint/blueprint.schema";
import { sameRule } from "@/lib/features/builder/edit/accept-held";
import { isLoose } from "@/lib/features/builder/edit/change-access";

export type RuleChoice = {
  rule: Rule;
  isGiven: boolean;
  /** Asked for, and waiting for somebody's yes. */
  isHeld: boolean;
  isLoose: boolean;
};

/** Every rule that makes sense for a deed on this list, the narrow ones first. */
export function ruleChoices(blueprint: Blueprint, entity: Entity, verb: Verb): RuleChoice[] {
  const isOrg = blueprint.tenancy === "organization";
  const links = blueprint.relations.filter(
    (relation) => relation.to !== ACCOUNT_ENTITY_ID || relation.from === entity.id,
  );
  const known: Rule[] = [
    ...(entity.owner === "user" ? [{ kind: "owner" as const }] : []),
    ...(isOrg ? [{ kind: "orgMember" as const }] : []),
    ...blueprint.roles.map((role): Rule => ({ kind: "role", role: role.key })),
    ...links
      .filter((relation) => relation.from === entity.id && relation.kind !== "many-many")
      .map((relation): Rule => ({ kind: "relatedOwner", relation: relation.id })),
    ...links
      .filter((relation) => relation.to === entity.id || (relation.kind === "many-many" && relation.from === entity.id))
      .map((relation): Rule => ({ kind: "sharedVia", relation: relation.id })),
    { kind: "signedIn" },
    ...(verb === "read"
      ? entity.fields
          .filter((field) => field.type === "bool")
          .map((field): Rule => ({ kind: "column", field: field.key }))
      : []),
    { kind: "anyone" },
  ];
  const given = entity.access[verb];
  const others = given.filter((rule) => !known.some((item) => sameRule(item, rule)));
  return [...others, ...known].map((rule) => ({
    rule,
    isGiven: given.some((item) => sameRule(item, rule)),
    isHeld: heldOf(blueprint, entity, verb).some((item) => sameRule(item.rule, rule)),
    isLoose: isLoose(rule, entity, verb, blueprint),
  }));
}

export function heldOf(blueprint: Blueprint, entity: Entity, verb: Verb) {
  return (blueprint.held ?? []).flatMap((item) =>
    item.kind === "access" && item.entity === entity.id && item.verb === verb ? [item] : [],
  );
}

/** The whole wish for a deed after one rule was ticked or unticked. */
export function toggled(choices: readonly RuleChoice[], rule: Rule, on: boolean): Rule[] {
  return choices.flatMap((choice) => {
    const isThis = sameRule(choice.rule, rule);
    return (isThis ? on : choice.isGiven || choice.isHeld) ? [choice.rule] : [];
  });
}
