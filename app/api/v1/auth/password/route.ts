import { z } from "zod";
import { changePasswordBody } from "@/lib/features/account/account.schema";
import { changePassword } from "@/lib/features/account/services/change-password";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const PUT = defineRoute({
  method: "PUT",
  path: "/api/v1/auth/password",
  operationId: "changePassword",
  tag: "Auth",
  summary: "Set a new password; every other session ends",
  permission: "account",
  body: changePasswordBody,
  response: z.null(),
  rateLimit: "auth",
  errors: ["PASSWORD_REQUIRED", "WRONG_PASSWORD", "PASSWORD_TOO_COMMON"],
  handle: async ({ body, caller, credentials, request, context }) => {
    const headers = await changePassword(
      { email: caller.email, sessionId: credentials.sessionId },
      body,
      request,
      context,
    );
    return reply(null, { headers, message: "Your password was changed." });
  },
});
