import { z } from "zod";
import { startOAuth } from "@/lib/features/account/services/oauth";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/auth/oauth/{provider}",
  operationId: "startOAuth",
  tag: "Auth",
  summary: "Go to Google or GitHub to sign in",
  permission: "public",
  params: z.object({ provider: z.enum(["google", "github"]) }),
  query: z.strictObject({ next: z.string().max(500).optional() }),
  rawResponse: ["text/html"],
  status: 302,
  rateLimit: "auth",
  handle: ({ params, query, request, context }) => startOAuth(params.provider, query.next, request, context),
});
