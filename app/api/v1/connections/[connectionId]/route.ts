import { z } from "zod";
import { deleteConnection } from "@/lib/features/connection/services/save-connection";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/connections/{connectionId}",
  operationId: "deleteConnection",
  tag: "Connections",
  summary: "Forget a connection and its token; what was exported with it stays where it is",
  permission: "connections.write",
  params: z.object({ connectionId: uuid }),
  response: z.null(),
  handle: async ({ tx, workspace, params: { connectionId }, afterCommit }) => {
    const giveBack = await deleteConnection(tx, workspace.id, connectionId);
    afterCommit(async () => {
      await giveBack();
      return undefined;
    });
    return null;
  },
});
