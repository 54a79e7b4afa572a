import { z } from "zod";
import { inviteTokenBody } from "@/lib/features/invite/invite.schema";
import { requestInvite } from "@/lib/features/invite/services/answer-invite";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites/request",
  operationId: "requestInvite",
  tag: "Invitations",
  summary: "Ask for a new link in place of an expired one",
  permission: "public",
  body: inviteTokenBody,
  response: z.null(),
  errors: [
    "INVITE_NOT_FOUND",
    "INVITE_STILL_VALID",
    "INVITE_REVOKED",
    "INVITE_SUPERSEDED",
    "INVITE_DECLINED",
    "INVITE_USED",
    "WORKSPACE_DELETED",
  ],
  handle: async ({ body, context }) => {
    await requestInvite(body.token, context);
    return reply(null, { message: "We let them know that you would like a new invitation." });
  },
});
