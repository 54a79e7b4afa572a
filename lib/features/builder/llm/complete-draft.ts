import { BLUEPRINT_VERSION, type Blueprint, LIMITS } from "../blueprint/blueprint.schema";
import type { BlueprintIssue } from "../blueprint/issues";
import { toSlug } from "../blueprint/names";
import { type ValidationResult, validateBlueprint } from "../blueprint/validate";
import { pagesFor } from "../parser/build-from-spec";
import { checkDraft } from "./check-draft";
import { type Draft, draftSchema, pickDraft } from "./draft.schema";
import { softenFields } from "./soften-fields";

/**
 * A model's answer as a whole blueprint, held to the schema and the validators every blueprint is held to. What the model
 * may not decide comes from `offline`, the plan the offline engine made of the same idea.
 * @param model what wrote it, for the plan's own record
 */
export function completeDraft(answer: unknown, offline: Blueprint, model: string): ValidationResult {
  const parsed = draftSchema.safeParse(pickDraft(answer));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      (issue): BlueprintIssue => ({
        path: issue.path.map(String).join("."),
        code: "shape_invalid",
        message: issue.message,
        severity: "error",
      }),
    );
    return { ok: false, issues };
  }
  const found = checkDraft(parsed.data, offline);
  if (found.length > 0) return { ok: false, issues: found };
  const { draft, softened } = softenFields(parsed.data);
  const warnings = softened.slice(0, 100).map((message) => ({ code: "rule_softened", message, path: "entities" }));
  return validateBlueprint({ ...wholeOf(draft, offline, model), warnings });
}

function wholeOf(draft: Draft, offline: Blueprint, model: string): Omit<Blueprint, "warnings"> {
  // Whoever asked for no sign-up gets none, whatever else was written.
  const visibility = offline.app.visibility === "invite" ? "invite" : draft.app.visibility;
  return {
    ...draft,
    version: BLUEPRINT_VERSION,
    source: { ...offline.source, parser: "llm", model: model.slice(0, 100) },
    app: { ...draft.app, slug: toSlug(draft.app.name), visibility },
    stack: offline.stack,
    pages: pagesFor(visibility, draft.entities),
    seed: { ...offline.seed, count: visibility === "invite" ? 0 : 6 },
    questions: draft.questions.slice(0, LIMITS.questions),
    review: [],
  };
}
