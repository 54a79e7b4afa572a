import { redirectDto } from "@/lib/features/account/account.schema";
import { signInToDemo } from "@/lib/features/account/services/sign-in";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { emptyBody } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/demo",
  operationId: "signInToDemo",
  tag: "Auth",
  summary: "Open the demo workspace, where this installation has one",
  permission: "public",
  body: emptyBody,
  response: redirectDto,
  rateLimit: "auth",
  handle: async ({ request, context }) => {
    const { redirectTo, headers } = await signInToDemo(request, context);
    return reply({ redirectTo }, { headers });
  },
});
