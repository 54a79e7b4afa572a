import type { BuiltStack } from "../blueprint/stacks";
import templates from "../templates/templates.generated.json" with { type: "json" };
import { isFileColumn, type Model } from "./model";
import type { GeneratedFile } from "./types";

type TemplateSet = keyof typeof templates;

/** Whose pipeline a project brings: GitHub Actions (and Dependabot), or GitLab CI. */
export type CiChoice = "github" | "gitlab";

const SETS: Record<BuiltStack, (model: Model) => TemplateSet[]> = {
  "next-supabase": (model) => [...pageSets(model), ...nextSets(model)],
  "vite-supabase": (model) => [...pageSets(model), ...spaSets(model)],
  "hono-postgres": apiSets,
};

/** Files that are the same in every project that needs them: those of all stacks, then those of this one. */
export function staticFiles(model: Model, ci: CiChoice): GeneratedFile[] {
  const sets: TemplateSet[] = ["every", ...(ci === "gitlab" ? (["gitlab"] as const) : [])];
  return [...sets, ...SETS[model.blueprint.stack](model)]
    .flatMap((set) => Object.entries(templates[set]).map(([path, content]) => ({ path, content })))
    .filter(({ path }) => ci === "github" || !path.startsWith(".github/"));
}

/** What all stacks with pages share. */
function pageSets(model: Model): TemplateSet[] {
  const isInviteOnly = model.blueprint.app.visibility === "invite";
  const sets: TemplateSet[] = ["common", isInviteOnly ? "common-waitlist" : "common-members"];
  if (model.isOrg) sets.push("common-org");
  if (model.blueprint.reports.length > 0) sets.push("common-reports");
  return sets;
}

function nextSets(model: Model): TemplateSet[] {
  const sets: TemplateSet[] = ["server", "base", model.blueprint.app.visibility === "invite" ? "waitlist" : "members"];
  if (model.isOrg) sets.push("org");
  if (model.blueprint.reports.length > 0) sets.push("reports");
  if (model.entities.some((table) => table.columns.some(isFileColumn))) sets.push("files");
  return sets;
}

function spaSets(model: Model): TemplateSet[] {
  const sets: TemplateSet[] = ["spa", model.blueprint.app.visibility === "invite" ? "spa-waitlist" : "spa-members"];
  if (model.isOrg) sets.push("spa-org");
  if (model.blueprint.reports.length > 0) sets.push("spa-reports");
  return sets;
}

function apiSets(model: Model): TemplateSet[] {
  const sets: TemplateSet[] = ["server", "api"];
  // Organizations have members whatever the sign-up is like.
  if (model.blueprint.app.visibility !== "invite" || model.isOrg) sets.push("api-members");
  if (model.isOrg) sets.push("api-org");
  if (model.blueprint.reports.length > 0) sets.push("api-reports");
  if (model.hasFiles) sets.push("api-files");
  return sets;
}
