import { type Blueprint, compileBlueprint, validateBlueprint } from "@/lib/features/builder";
import { toSlug } from "@/lib/features/builder/blueprint/names";
import { sha256 } from "@/lib/features/builder/compiler/hash";
import { ConflictError } from "@/lib/platform/errors/errors";
import type { TemplateFeature } from "./template.schema";

/** What a plan has, in the words of the marketplace's filter. */
export function featuresOf(blueprint: Blueprint): TemplateFeature[] {
  const has = (part: (entity: Blueprint["entities"][number]) => boolean) => blueprint.entities.some(part);
  return [
    ...blueprint.features,
    ...(has((entity) => entity.workflow !== undefined) ? (["workflow"] as const) : []),
    ...(has((entity) => entity.audit !== undefined) ? (["history"] as const) : []),
    ...(has((entity) => entity.noOverlap !== undefined) ? (["calendar"] as const) : []),
    ...(blueprint.tenancy === "organization" ? (["teams"] as const) : []),
  ];
}

/**
 * A project's plan as others get it: entities, fields, roles, rules and looks. The client's words (idea, quotes,
 * assumptions drawn from them, tagline) and the client's name stay behind.
 * @throws ConflictError BUILD_NOT_PUBLISHABLE when the plan no longer compiles
 */
export function publishable(blueprint: Blueprint, words: Words): Blueprint {
  const plan = withoutClient(blueprint, words);
  if (plan === null)
    throw new ConflictError("BUILD_NOT_PUBLISHABLE", "This version has findings. Change the plan, then publish it.");
  // Compiled before it is kept: a template that exists is a template that compiles.
  compileBlueprint(plan);
  return plan;
}

type Words = { name: string; summary: string };

/** The plan under other words, without the client's; null when it has findings. */
export function withoutClient(blueprint: Blueprint, { name, summary }: Words): Blueprint | null {
  const text = `${name}. ${summary}`;
  const result = validateBlueprint({
    ...blueprint,
    source: { ideaText: text, hash: sha256(text), parser: "form" },
    app: { ...blueprint.app, name, slug: toSlug(name), tagline: summary, description: summary },
    assumptions: [],
    unsupported: [],
    warnings: [],
    questions: [],
  });
  return result.ok ? result.blueprint : null;
}

/** What the table keeps beside the plan, so that lists need not open it. */
export function planOf(blueprint: Blueprint) {
  return {
    features: featuresOf(blueprint),
    stack: blueprint.stack,
    language: blueprint.locale,
    entity_count: blueprint.entities.length,
    blueprint,
  };
}
