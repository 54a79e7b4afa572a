import { BLUEPRINT_VERSION, type Blueprint, LIMITS } from "../blueprint/blueprint.schema";
import { BlueprintError } from "../blueprint/issues";
import { toSlug } from "../blueprint/names";
import type { BuiltStack } from "../blueprint/stacks";
import { validateBlueprint } from "../blueprint/validate";
import { sha256 } from "../compiler/hash";
import { buildFromSpec, pagesFor } from "./build-from-spec";
import { coverRequirements } from "./coverage";
import { findRefusal } from "./refusal";
import { normalizeIdea } from "./text";
import { readTheme } from "./theme";
import { featuresIn } from "./understand/features";
import { understandIdea } from "./understand-idea";

export type ParseOptions = {
  /** What the project is built on; Next.js when nothing is said. */
  stack?: BuiltStack;
  /** Reserved for clock-dependent defaults; the result never depends on the real clock. */
  now?: Date;
};

export type ParseResult = { blueprint: Blueprint };

/**
 * Reads an idea in plain words, offline and deterministically, into a valid blueprint.
 * What the idea asks and the blueprint lacks stands in `unsupported`, each with its quote.
 * @throws BlueprintError idea_empty, idea_too_long, idea_refused
 */
export function parseIdea(ideaText: string, { stack = "next-supabase" }: ParseOptions = {}): ParseResult {
  const original = ideaText.trim();
  if (original.length === 0) {
    throw new BlueprintError([
      { path: "source.ideaText", code: "idea_empty", severity: "error", message: "Describe the app in a few words." },
    ]);
  }
  if (original.length > LIMITS.ideaChars) {
    throw new BlueprintError([
      {
        path: "source.ideaText",
        code: "idea_too_long",
        severity: "error",
        message: `An idea has at most ${LIMITS.ideaChars} characters; this one has ${original.length}.`,
      },
    ]);
  }
  const refusal = findRefusal(original);
  if (refusal) {
    const message = `${refusal.reason} ${refusal.alternative}`;
    throw new BlueprintError([{ path: "source.ideaText", code: "idea_refused", severity: "error", message }]);
  }
  const idea = normalizeIdea(original);
  const { spec, unread, headings } = understandIdea(idea);
  const parts = buildFromSpec(spec);
  const theme = readTheme(idea.text, spec.primary);
  const asked = featuresIn(idea.text, stack);
  const draft: Blueprint = {
    version: BLUEPRINT_VERSION,
    locale: idea.locale,
    source: { ideaText: original, hash: sha256(original), parser: "offline" },
    app: {
      name: spec.name,
      slug: toSlug(spec.name),
      tagline: spec.tagline,
      description: spec.tagline,
      theme: { primary: theme.primary, radius: "medium", font: "system", dark: "auto" },
      visibility: spec.visibility,
      currency: spec.currency ?? "USD",
    },
    stack,
    tenancy: spec.tenancy,
    ...parts,
    pages: pagesFor(spec.visibility, parts.entities),
    reports: spec.reports ?? [],
    features: [...new Set([...(spec.features ?? ["search" as const]), ...asked.features])],
    integrations: spec.integrations ?? [],
    seed: { count: spec.visibility === "invite" ? 0 : 6, rngSeed: 42 },
    questions: (spec.questions ?? []).slice(0, LIMITS.questions),
    assumptions: [...spec.assumptions, ...theme.assumptions].map((text) => ({ text, path: "" })),
    unsupported: [],
    warnings: [],
    review: [],
  };
  const known = { covers: spec.covers, features: asked.covers, unread, headings };
  const covered = coverRequirements(draft, idea, known);
  const result = validateBlueprint({ ...draft, ...covered });
  if (!result.ok) {
    const [first, ...rest] = result.issues;
    throw first ? new BlueprintError([first, ...rest]) : new Error("the offline parser made an invalid blueprint");
  }
  return { blueprint: withFixNotes(result) };
}

/** The plan with what was repaired on the way, for the reader. */
export function withFixNotes(result: {
  blueprint: Blueprint;
  issues: { code: string; message: string; path: string }[];
}): Blueprint {
  const notes = result.issues.map((issue) => ({ code: issue.code, message: issue.message, path: issue.path }));
  return { ...result.blueprint, warnings: [...result.blueprint.warnings, ...notes] };
}
