import { z } from "zod";
import { getWorkspace, updateWorkspace } from "@/lib/features/workspace/services/change-workspace";
import { deleteWorkspace } from "@/lib/features/workspace/services/end-workspace";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { deleteWorkspaceBody, updateWorkspaceBody, workspaceDto } from "@/lib/features/workspace/workspace.schema";
import { toWorkspaceDto } from "@/lib/features/workspace/workspace.serializer";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/workspaces/{workspaceId}";
const tag = "Workspaces";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getWorkspace",
  tag,
  summary: "Read a workspace",
  permission: "workspace.read",
  allowDeletedWorkspace: true,
  response: workspaceDto,
  handle: async ({ tx, caller, workspace }) =>
    toWorkspaceDto({
      ...(await getWorkspace(workspaceRepository(tx, callerId(caller)), workspace.id)),
      role: workspace.role,
    }),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateWorkspace",
  tag,
  summary: "Rename a workspace or change its address",
  permission: "workspace.update",
  body: updateWorkspaceBody,
  response: workspaceDto,
  errors: ["SLUG_TAKEN"],
  handle: async ({ tx, caller, workspace, body }) =>
    toWorkspaceDto({
      ...(await updateWorkspace(workspaceRepository(tx, callerId(caller)), workspace.id, body)),
      role: workspace.role,
    }),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteWorkspace",
  tag,
  summary: "Delete a workspace; it can be restored for 30 days",
  permission: "workspace.delete",
  body: deleteWorkspaceBody,
  response: z.null(),
  errors: ["CONFIRMATION_MISMATCH"],
  handle: async ({ tx, caller, workspace, body }) => {
    await deleteWorkspace({ tx, workspaceId: workspace.id, userId: callerId(caller) }, body.confirmSlug);
    return reply(null, { message: "The workspace is deleted. You can restore it for 30 days." });
  },
});
