import { getWorkspace } from "@/lib/features/workspace/services/change-workspace";
import { restoreWorkspace } from "@/lib/features/workspace/services/end-workspace";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { workspaceDto } from "@/lib/features/workspace/workspace.schema";
import { toWorkspaceDto } from "@/lib/features/workspace/workspace.serializer";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute } from "@/lib/platform/http/define-route";
import { emptyBody } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/workspaces/{workspaceId}/restore",
  operationId: "restoreWorkspace",
  tag: "Workspaces",
  summary: "Bring a deleted workspace back",
  permission: "workspace.delete",
  allowDeletedWorkspace: true,
  body: emptyBody,
  response: workspaceDto,
  handle: async ({ tx, caller, workspace }) => {
    const userId = callerId(caller);
    await restoreWorkspace({ tx, workspaceId: workspace.id, userId });
    return toWorkspaceDto({
      ...(await getWorkspace(workspaceRepository(tx, userId), workspace.id)),
      role: workspace.role,
    });
  },
});
