import { redirectDto, verifyBody } from "@/lib/features/account/account.schema";
import { verifyLink } from "@/lib/features/account/services/mail-links";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/verify",
  operationId: "verifyLink",
  tag: "Auth",
  summary: "Redeem a mailed link, once",
  permission: "public",
  body: verifyBody,
  response: redirectDto,
  rateLimit: "auth",
  errors: ["LINK_INVALID"],
  handle: async ({ body, request, context }) => {
    const { redirectTo, headers } = await verifyLink(body, request, context);
    return reply({ redirectTo }, { headers });
  },
});
