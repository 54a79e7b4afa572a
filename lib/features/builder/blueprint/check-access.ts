import { ACCOUNT_ENTITY_ID, type Blueprint, type Entity, type ReviewItem, VERBS } from "./blueprint.schema";
import type { BlueprintIssue } from "./issues";

/** Access gaps that compile but will surprise: nobody may read, or a row may be changed by someone who cannot see it. */
export function checkAccessGaps(blueprint: Blueprint): BlueprintIssue[] {
  return blueprint.entities.flatMap((entity, index): BlueprintIssue[] => {
    const path = `entities.${index}.access`;
    const isPublicForm = entity.access.create.some((rule) => rule.kind === "anyone");
    if (entity.access.read.length === 0 && !isPublicForm) {
      return [
        {
          path: `${path}.read`,
          code: "access_deny_all",
          severity: "warning",
          message: `Nobody can see ${entity.label.many}.`,
        },
      ];
    }
    return [];
  });
}

/** Rules looser than the default (owner, or organization member) need a human's click, so they are listed. */
export function collectReview(blueprint: Blueprint): ReviewItem[] {
  const review: ReviewItem[] = [];
  blueprint.entities.forEach((entity, index) => {
    for (const verb of VERBS) {
      const path = `entities.${index}.access.${verb}`;
      const kinds = new Set(entity.access[verb].map((rule) => rule.kind));
      if (kinds.has("anyone")) {
        review.push({
          path,
          code: verb === "read" ? "open_to_anyone" : "public_write",
          message: `Anyone, without an account, may ${verb} ${entity.label.many}.`,
        });
      } else if (kinds.has("column") && verb === "read") {
        review.push({
          path,
          code: "open_to_anyone",
          message: `Anyone may read ${entity.label.many} that are marked public.`,
        });
      } else if (kinds.has("signedIn")) {
        review.push({
          path,
          code: "open_to_signed_in",
          message: `Every signed-in person may ${verb} ${entity.label.many}.`,
        });
      }
    }
  });
  const admins = blueprint.roles.filter((role) => role.isAdmin);
  for (const role of admins.slice(1)) {
    review.push({
      path: "roles",
      code: "extra_admin_role",
      message: `“${role.label}” is a second role with full rights.`,
    });
  }
  for (const role of blueprint.roles.filter((item) => item.selfSelect)) {
    review.push({
      path: "roles",
      code: "self_select_role",
      message: `People may choose “${role.label}” themselves at sign-up.`,
    });
  }
  return review;
}

/** Required links in a circle: no first row could ever be saved. */
export function checkRequiredCycles(blueprint: Blueprint): BlueprintIssue[] {
  const edges = blueprint.relations
    .filter((relation) => relation.required && relation.kind !== "many-many" && relation.to !== ACCOUNT_ENTITY_ID)
    .map((relation) => [relation.from, relation.to] as const);
  return findCycle(edges).map((id) => ({
    path: "relations",
    code: "required_cycle",
    severity: "error",
    message: `Required links go round in a circle at “${id}”.`,
  }));
}

/** Entities whose rows become "mine" through other rows must not depend on each other in a circle. */
export function checkAccessCycles(blueprint: Blueprint): BlueprintIssue[] {
  const edges = blueprint.entities.flatMap((entity) =>
    tiedTo(entity, blueprint).map((target) => [entity.id, target] as const),
  );
  return findCycle(edges).map((id) => ({
    path: "entities",
    code: "access_cycle",
    severity: "error",
    message: `Access rules of “${id}” depend on themselves through other entities.`,
  }));
}

function tiedTo(entity: Entity, blueprint: Blueprint): string[] {
  return entity.access.read.flatMap((rule) => {
    if (rule.kind !== "relatedOwner" && rule.kind !== "sharedVia") return [];
    const relation = blueprint.relations.find((item) => item.id === rule.relation);
    if (!relation || relation.to === ACCOUNT_ENTITY_ID) return [];
    return [relation.from === entity.id ? relation.to : relation.from];
  });
}

function findCycle(edges: readonly (readonly [string, string])[]): string[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const target of next.get(id) ?? []) {
      if (state.get(target) === "open") found.push(target);
      else if (!state.has(target)) visit(target);
    }
    state.set(id, "done");
  };
  for (const id of next.keys()) if (!state.has(id)) visit(id);
  return found;
}
