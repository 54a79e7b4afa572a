import { z } from "zod";
import { workspaceSummaryDto } from "@/lib/features/account/account.schema";
import { getWorkspace } from "@/lib/features/workspace/services/change-workspace";
import { createWorkspace } from "@/lib/features/workspace/services/create-workspace";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { createWorkspaceBody } from "@/lib/features/workspace/workspace.schema";
import { toWorkspaceSummary } from "@/lib/features/workspace/workspace.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/workspaces";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listWorkspaces",
  tag: "Workspaces",
  summary: "List your workspaces, deleted ones you own last",
  permission: "self",
  response: z.array(workspaceSummaryDto),
  handle: async ({ tx, caller }) => (await workspaceRepository(tx, caller.userId).list()).map(toWorkspaceSummary),
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createWorkspace",
  tag: "Workspaces",
  summary: "Create a workspace you own",
  permission: "self",
  idempotent: true,
  body: createWorkspaceBody,
  response: workspaceSummaryDto,
  status: 201,
  errors: ["SLUG_TAKEN", "EMAIL_UNVERIFIED", "WORKSPACE_LIMIT"],
  handle: async ({ tx, caller, body }) => {
    const id = await createWorkspace(tx, caller, body);
    return toWorkspaceSummary(await getWorkspace(workspaceRepository(tx, caller.userId), id));
  },
});
