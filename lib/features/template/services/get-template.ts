import "server-only";
import { blueprintOf } from "@/lib/features/build/build.files";
import type { Blueprint } from "@/lib/features/builder";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { type TemplateRow, templateRepository } from "../template.repository";

/** @throws NotFoundError for what the caller may not see in this workspace */
export async function getTemplate(tx: Tx, workspaceId: string, id: string): Promise<TemplateRow> {
  const row = await templateRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** A template with its plan. @throws NotFoundError */
export async function getTemplatePlan(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ template: TemplateRow; blueprint: Blueprint }> {
  const template = await getTemplate(tx, workspaceId, id);
  const blueprint = await elevated(tx, () => templateRepository(tx, workspaceId).blueprint(id));
  return { template, blueprint: blueprintOf({ blueprint }) };
}
