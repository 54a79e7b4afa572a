import { emailBody, inboxDto } from "@/lib/features/account/account.schema";
import { sendMagicLink } from "@/lib/features/account/services/mail-links";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/auth/magic-link",
  operationId: "sendMagicLink",
  tag: "Auth",
  summary: "Send a sign-in link",
  permission: "public",
  body: emailBody,
  response: inboxDto,
  status: 202,
  rateLimit: "auth",
  handle: ({ body, request, context }) => sendMagicLink(body, request, context),
});
