import { z } from "zod";
import { signOutBody } from "@/lib/features/account/account.schema";
import { signOut } from "@/lib/features/account/services/sign-in";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/sign-out",
  operationId: "signOut",
  tag: "Auth",
  summary: "End this session, the others, or all",
  permission: "public",
  body: signOutBody,
  response: z.null(),
  handle: async ({ body, request, context }) => reply(null, { headers: await signOut(body.scope, request, context) }),
});
