import { z } from "zod";
import { sessionDto } from "@/lib/features/account/account.schema";
import { listSessions } from "@/lib/features/account/services/me";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/me/sessions",
  operationId: "listSessions",
  tag: "Account",
  summary: "List where you are signed in",
  permission: "self",
  response: z.array(sessionDto),
  handle: ({ tx, caller, credentials }) => listSessions(tx, caller.userId, credentials.sessionId),
});
