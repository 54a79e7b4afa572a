import { z } from "zod";
import { leaveWorkspace } from "@/lib/features/workspace/services/change-workspace";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute } from "@/lib/platform/http/define-route";
import { emptyBody } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/workspaces/{workspaceId}/leave",
  operationId: "leaveWorkspace",
  tag: "Workspaces",
  summary: "Give up your own place in a workspace",
  permission: "workspace.leave",
  body: emptyBody,
  response: z.null(),
  errors: ["LAST_OWNER"],
  handle: async ({ tx, caller, workspace }) => {
    await leaveWorkspace(workspaceRepository(tx, callerId(caller)), workspace.id);
    return null;
  },
});
