import "server-only";
import type { z } from "zod";
import { blueprintOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { toSlug } from "@/lib/features/builder/blueprint/names";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ForbiddenError } from "@/lib/platform/errors/errors";
import { planOf, publishable } from "../template.blueprint";
import { type TemplateRow, templateRepository } from "../template.repository";
import type { publishTemplateBody, updateTemplateBody } from "../template.schema";
import { getTemplate } from "./get-template";

type Words = { name: string; summary: string };

/** The plan of a build the caller can read, made fit for others. @throws NotFoundError, ConflictError */
async function planFrom(tx: Tx, workspaceId: string, ask: Words & { buildId: string }) {
  const build = await getBuild(buildRepository(tx, workspaceId), ask.buildId);
  return planOf(publishable(blueprintOf(build), ask));
}

/**
 * Publishes a version of a project. The row is written past the grants because its plan must be one that compiled.
 * @throws NotFoundError, ConflictError TEMPLATE_NAME_TAKEN, BUILD_NOT_PUBLISHABLE, ValidationError PRIVATE_NEEDS_A_PERSON
 */
export async function publishTemplate(
  tx: Tx,
  workspaceId: string,
  { buildId, ...words }: z.infer<typeof publishTemplateBody>,
): Promise<TemplateRow> {
  const plan = await planFrom(tx, workspaceId, { buildId, ...words });
  const id = await elevated(tx, () =>
    templateRepository(tx, workspaceId).insert({ slug: toSlug(words.name, "template"), ...words, ...plan }),
  );
  return await getTemplate(tx, workspaceId, id);
}

/** @throws NotFoundError for a template the caller cannot see, ForbiddenError for one they cannot change */
async function requireOwn(tx: Tx, workspaceId: string, id: string): Promise<TemplateRow> {
  const row = await getTemplate(tx, workspaceId, id);
  if (!row.is_own)
    throw new ForbiddenError("NOT_YOUR_TEMPLATE", "Only the workspace that published a template changes it.");
  return row;
}

const notYours = () =>
  new ForbiddenError("NOT_YOUR_TEMPLATE", "Only admins change a template that somebody else has published.");

/** @throws NotFoundError, ForbiddenError NOT_YOUR_TEMPLATE, ConflictError TEMPLATE_REMOVED, BUILD_NOT_PUBLISHABLE */
export async function updateTemplate(
  tx: Tx,
  workspaceId: string,
  { id, buildId, ...changes }: z.infer<typeof updateTemplateBody> & { id: string },
): Promise<TemplateRow> {
  const known = await requireOwn(tx, workspaceId, id);
  const templates = templateRepository(tx, workspaceId);
  const words = { name: changes.name ?? known.name, summary: changes.summary ?? known.summary };
  // Row level security decides here who may; the plan behind the grants follows only then.
  if (!(await templates.update(id, { ...changes, ...words }))) throw notYours();
  if (buildId !== undefined) {
    const plan = await planFrom(tx, workspaceId, { buildId, ...words });
    await elevated(tx, () => templates.replacePlan(id, plan));
  }
  return await getTemplate(tx, workspaceId, id);
}

/** Takes a template away for good, with its reviews. @throws NotFoundError, ForbiddenError NOT_YOUR_TEMPLATE */
export async function deleteTemplate(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await requireOwn(tx, workspaceId, id);
  if (!(await templateRepository(tx, workspaceId).delete(id))) throw notYours();
}
