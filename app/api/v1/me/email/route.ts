import { changeEmailBody, inboxDto } from "@/lib/features/account/account.schema";
import { changeEmail } from "@/lib/features/account/services/change-password";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/me/email",
  operationId: "changeEmail",
  tag: "Account",
  summary: "Move your account to another e-mail address, which has to confirm",
  permission: "account",
  body: changeEmailBody,
  response: inboxDto,
  status: 202,
  rateLimit: "auth",
  errors: ["WRONG_PASSWORD"],
  handle: ({ body, caller, request, context }) => changeEmail(caller, body, request, context),
});
