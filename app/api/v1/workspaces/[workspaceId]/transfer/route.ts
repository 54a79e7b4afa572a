import { z } from "zod";
import { transferWorkspace } from "@/lib/features/workspace/services/end-workspace";
import { transferBody } from "@/lib/features/workspace/workspace.schema";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/workspaces/{workspaceId}/transfer",
  operationId: "transferWorkspace",
  tag: "Workspaces",
  summary: "Make another member the owner",
  permission: "workspace.transfer",
  body: transferBody,
  response: z.null(),
  handle: async ({ tx, caller, workspace, body }) => {
    await transferWorkspace({ tx, workspaceId: workspace.id, userId: callerId(caller) }, body);
    return null;
  },
});
