import { redirectDto, signInBody } from "@/lib/features/account/account.schema";
import { signIn } from "@/lib/features/account/services/sign-in";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/sign-in",
  operationId: "signIn",
  tag: "Auth",
  summary: "Sign in with e-mail and password",
  permission: "public",
  body: signInBody,
  response: redirectDto,
  rateLimit: "auth",
  errors: ["INVALID_CREDENTIALS", "EMAIL_UNVERIFIED", "TOO_MANY_ATTEMPTS"],
  handle: async ({ body, request, context }) => {
    const { redirectTo, headers } = await signIn(body, request, context);
    return reply({ redirectTo }, { headers });
  },
});
