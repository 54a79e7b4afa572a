import { inboxDto, signUpBody } from "@/lib/features/account/account.schema";
import { signUp } from "@/lib/features/account/services/sign-up";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/sign-up",
  operationId: "signUp",
  tag: "Auth",
  summary: "Create an account; a confirmation mail follows",
  permission: "public",
  body: signUpBody,
  response: inboxDto,
  status: 202,
  rateLimit: "auth",
  handle: ({ body, request, context }) => signUp(body, request, context),
});
