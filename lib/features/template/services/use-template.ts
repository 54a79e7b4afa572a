import "server-only";
import type { z } from "zod";
import { checkVersion, filesOf } from "@/lib/features/build/build.files";
import { type BuildRow, buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { applyOperations, COMPILER_VERSION } from "@/lib/features/builder";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { type BuiltStack, hasPages, STACK_NAMES } from "@/lib/features/builder/blueprint/stacks";
import { projectRepository } from "@/lib/features/project/project.repository";
import { createProject, requireProjectEditor } from "@/lib/features/project/services/save-project";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError } from "@/lib/platform/errors/errors";
import { noPlanSellsPremium, type TemplateEntitlements } from "../entitlements";
import { templateRepository } from "../template.repository";
import type { useTemplateBody } from "../template.schema";
import { getTemplatePlan } from "./get-template";

/** What a version is made from, and what of the template its stack does not have. */
function noteOf(name: string, stack: BuiltStack, made: Pick<Blueprint, "stack">): string {
  const from = `From the template “${name}”`;
  if (stack === made.stack) return from;
  const lack = hasPages(stack) || !hasPages(made.stack) ? "" : ". An API has no pages: its lists are routes";
  return `${from}, built as ${STACK_NAMES[stack]}${lack}`;
}

type Ask = { workspaceId: string; templateId: string; into: z.infer<typeof useTemplateBody> };

/**
 * Starts from a template: its plan becomes the next version of a project, a new one under the name given or one that is
 * there. Counted in the same transaction, once for a project.
 * @throws NotFoundError, PlanLimitError PREMIUM_NOT_INCLUDED, ConflictError TEMPLATE_NOT_OFFERED, PROJECT_ARCHIVED
 */
export async function startFromTemplate(
  tx: Tx,
  { workspaceId, templateId, into }: Ask,
  entitlements: TemplateEntitlements = noPlanSellsPremium,
): Promise<BuildRow> {
  const { template, blueprint } = await getTemplatePlan(tx, workspaceId, templateId);
  if (template.status !== "published")
    throw new ConflictError("TEMPLATE_NOT_OFFERED", "This template is not offered at the moment.");
  if (template.premium && !template.is_own) await entitlements.requirePremium(tx, { workspaceId, templateId });

  const projects = projectRepository(tx, workspaceId);
  const project =
    "projectId" in into
      ? await requireProjectEditor(projects, into.projectId)
      : await createProject(projects, {
          name: into.name,
          clientName: into.clientName,
          description: "",
          visibility: "workspace",
        });
  if (project.archived_at !== null)
    throw new ConflictError("PROJECT_ARCHIVED", "This project is archived. Bring it back first, or start a new one.");
  const stack = into.stack ?? blueprint.stack;
  const plan = applyOperations(blueprint, [
    { kind: "renameApp", name: project.name.slice(0, 80) },
    { kind: "setStack", stack },
  ]);
  const builds = buildRepository(tx, workspaceId);
  const buildId = await builds.insert({
    project_id: project.id,
    idea: blueprint.source.ideaText,
    blueprint: plan,
    compiler_version: COMPILER_VERSION,
    app_name: plan.app.name,
    entity_count: plan.entities.length,
    origin: "template",
    note: noteOf(template.name, stack, blueprint),
    engine: "offline",
    model: null,
    fallback: null,
    run_id: null,
  });
  const row = await getBuild(builds, buildId);
  checkVersion(row.version);
  // Compiled before it is committed: a version that exists is a version that compiles.
  await filesOf(builds, row);
  // Last, because it locks the template's row: the projects of people who start at once are made side by side.
  await elevated(tx, () =>
    templateRepository(tx, workspaceId).recordUse({ templateId, version: template.version, projectId: project.id }),
  );
  return row;
}
