import { z } from "zod";
import { inviteTokenBody } from "@/lib/features/invite/invite.schema";
import { declineInvite } from "@/lib/features/invite/services/answer-invite";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites/decline",
  operationId: "declineInvite",
  tag: "Invitations",
  summary: "Turn an invitation down; the link is enough, no account is needed",
  permission: "public",
  body: inviteTokenBody,
  response: z.null(),
  errors: [
    "INVITE_NOT_FOUND",
    "INVITE_EXPIRED",
    "INVITE_REVOKED",
    "INVITE_SUPERSEDED",
    "INVITE_USED",
    "WORKSPACE_DELETED",
  ],
  handle: async ({ body, context }) => {
    await declineInvite(body.token, context);
    return null;
  },
});
