import { emailBody, inboxDto } from "@/lib/features/account/account.schema";
import { resendConfirmation } from "@/lib/features/account/services/mail-links";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/resend",
  operationId: "resendConfirmation",
  tag: "Auth",
  summary: "Send the confirmation mail again",
  permission: "public",
  body: emailBody,
  response: inboxDto,
  status: 202,
  rateLimit: "auth",
  handle: ({ body, request, context }) => resendConfirmation(body, request, context),
});
