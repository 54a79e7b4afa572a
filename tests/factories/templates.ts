import { POST as build } from "@/app/api/v1/projects/[projectId]/builds/route";
import { PUT as putReview } from "@/app/api/v1/templates/[templateId]/reviews/mine/route";
import { GET as getOne, PATCH as patch, DELETE as remove } from "@/app/api/v1/templates/[templateId]/route";
import { POST as use } from "@/app/api/v1/templates/[templateId]/use/route";
import { GET as list, POST as publish } from "@/app/api/v1/templates/route";
import type { Build } from "@/lib/features/build/build.schema";
import type { BuiltStack } from "@/lib/features/builder";
import type { Template, TemplateReview, TemplateSummary, TemplateUse } from "@/lib/features/template/template.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { call } from "../harness/call";
import { createProject, type Person, type TestWorkspace } from "./people";

type Who = Person | { secret: string };

export async function buildIn(
  ws: TestWorkspace,
  as: Person,
  idea = "An app to track parts and repairs for Fjord Coffee",
  stack: BuiltStack = "next-supabase",
) {
  const projectId = await createProject(ws, "Workshop");
  const answer = await call<Build>(build, {
    as,
    method: "POST",
    path: `/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`,
    params: { projectId },
    body: { idea, stack },
  });
  return { projectId, build: answer.json.data };
}

export const publishFrom = (ws: TestWorkspace, as: Who, body: Record<string, unknown>) =>
  call<TemplateSummary>(publish, {
    as,
    method: "POST",
    path: `/api/v1/templates?workspace=${ws.slug}`,
    body: { name: "Parts desk", summary: "Parts and repairs", category: "operations", ...body },
  });

export const listFor = (ws: TestWorkspace, as: Who, query = "") =>
  call<TemplateSummary[]>(list, { as, path: `/api/v1/templates?workspace=${ws.slug}${query}` });

const at = (ws: TestWorkspace, templateId: string, rest = "") => ({
  path: `/api/v1/templates/${templateId}${rest}?workspace=${ws.slug}`,
  params: { templateId },
});
export const getFor = (ws: TestWorkspace, as: Who, id: string) => call<Template>(getOne, { as, ...at(ws, id) });
export const patchFor = (ws: TestWorkspace, as: Who, id: string, body: unknown) =>
  call<TemplateSummary>(patch, { as, method: "PATCH", ...at(ws, id), body });
export const removeFor = (ws: TestWorkspace, as: Who, id: string) =>
  call(remove, { as, method: "DELETE", ...at(ws, id) });
type Into = { projectId?: string; name?: string; stack?: string; idempotencyKey?: string };
export const useFor = (ws: TestWorkspace, as: Who, id: string, { idempotencyKey, ...body }: Into) =>
  call<TemplateUse>(use, {
    as,
    method: "POST",
    ...at(ws, id, "/use"),
    body,
    headers: idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey },
  });
export const reviewFor = (ws: TestWorkspace, as: Who, id: string, body: unknown) =>
  call<TemplateReview>(putReview, { as, method: "PUT", ...at(ws, id, "/reviews/mine"), body });

export async function templateRow(id: string) {
  return await (await rawDatabase()).selectFrom("templates").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

let count = 0;
/** A template of a workspace under a name of its own. */
export async function published(ws: TestWorkspace, as: Person, extra: Record<string, unknown> = {}) {
  count += 1;
  const { build, projectId } = await buildIn(ws, as);
  const name = `Parts desk ${count}`;
  const answer = await publishFrom(ws, as, { buildId: build.id, name, visibility: "public", ...extra });
  if (answer.status !== 201) throw new Error(`not published: ${answer.text}`);
  return { template: answer.json.data, build, projectId };
}

/** What a workspace's log tells of one thing, oldest first. */
export async function actionsOn(workspaceId: string, targetId: string): Promise<string[]> {
  const rows = await (await rawDatabase())
    .selectFrom("audit_logs")
    .select("action")
    .where("workspace_id", "=", workspaceId)
    .where("target_id", "=", targetId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.action);
}
