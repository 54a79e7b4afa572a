import { emailBody, inboxDto } from "@/lib/features/account/account.schema";
import { sendRecovery } from "@/lib/features/account/services/mail-links";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/recover",
  operationId: "sendRecovery",
  tag: "Auth",
  summary: "Send a link to choose a new password",
  permission: "public",
  body: emailBody,
  response: inboxDto,
  status: 202,
  rateLimit: "auth",
  handle: ({ body, request, context }) => sendRecovery(body, request, context),
});
