import templates from "../templates/templates.generated.json";
import { isFileColumn, type Model } from "./model";
import type { GeneratedFile } from "./types";

type TemplateSet = keyof typeof templates;

/** Whose pipeline a project brings: GitHub Actions (and Dependabot), or GitLab CI. */
export type CiChoice = "github" | "gitlab";

/** Files that are the same in every project that needs them. */
export function staticFiles(model: Model, ci: CiChoice): GeneratedFile[] {
  const isInviteOnly = model.blueprint.app.visibility === "invite";
  const sets: TemplateSet[] = ["base"];
  sets.push(isInviteOnly ? "waitlist" : "members");
  if (model.isOrg) sets.push("org");
  if (model.blueprint.reports.length > 0) sets.push("reports");
  if (model.entities.some((table) => table.columns.some(isFileColumn))) sets.push("files");
  if (ci === "gitlab") sets.push("gitlab");
  return sets
    .flatMap((set) => Object.entries(templates[set]).map(([path, content]) => ({ path, content })))
    .filter(({ path }) => ci === "github" || !path.startsWith(".github/"));
}
