import { BLUEPRINT_VERSION, type Blueprint, blueprintSchema } from "./blueprint.schema";
import { checkAccessCycles, checkAccessGaps, checkRequiredCycles, collectReview } from "./check-access";
import { checkReferences } from "./check-references";
import { checkTypes, fixDefaults } from "./check-types";
import { fixNames } from "./fix-names";
import type { BlueprintIssue } from "./issues";

export type ValidationResult =
  | { ok: true; blueprint: Blueprint; issues: BlueprintIssue[] }
  | { ok: false; issues: BlueprintIssue[] };

/**
 * Checks a blueprint in order: version, shape and limits, names (repaired), references, graph, access.
 * Returns the repaired blueprint with what was repaired, or every error found. Never throws.
 */
export function validateBlueprint(input: unknown): ValidationResult {
  const version = versionIssue(input);
  if (version) return { ok: false, issues: [version] };
  const parsed = blueprintSchema.safeParse(input);
  if (!parsed.success) {
    return {
      ok: false,
      issues: parsed.error.issues.map((issue) => ({
        path: issue.path.map(String).join("."),
        code: "shape_invalid",
        message: issue.message,
        severity: "error",
      })),
    };
  }
  const renamed = fixNames(parsed.data);
  const defaulted = fixDefaults(renamed.blueprint);
  const named = { blueprint: defaulted.blueprint, issues: [...renamed.issues, ...defaulted.issues] };
  const errors = [
    ...checkReferences(named.blueprint),
    ...checkTypes(named.blueprint),
    ...checkRequiredCycles(named.blueprint),
    ...checkAccessCycles(named.blueprint),
  ];
  if (errors.length > 0) return { ok: false, issues: [...errors, ...named.issues] };
  return {
    ok: true,
    blueprint: { ...named.blueprint, review: collectReview(named.blueprint) },
    issues: [...named.issues, ...checkAccessGaps(named.blueprint)],
  };
}

function versionIssue(input: unknown): BlueprintIssue | null {
  const version = typeof input === "object" && input !== null && "version" in input ? input.version : undefined;
  if (version === BLUEPRINT_VERSION || version === undefined) return null;
  return {
    path: "version",
    code: "version_unknown",
    severity: "error",
    message: `This blueprint has version ${String(version).slice(0, 20)}; version ${BLUEPRINT_VERSION} is understood.`,
  };
}
