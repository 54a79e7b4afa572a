import { z } from "zod";
import { endSession } from "@/lib/features/account/services/me";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/me/sessions/{sessionId}",
  operationId: "endSession",
  tag: "Account",
  summary: "End one of your sessions",
  permission: "self",
  params: z.object({ sessionId: uuid }),
  response: z.null(),
  handle: async ({ tx, caller, params }) => {
    await endSession(tx, caller.userId, params.sessionId);
    return null;
  },
});
