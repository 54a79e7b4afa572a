import { acceptedInviteDto, inviteTokenBody } from "@/lib/features/invite/invite.schema";
import { acceptInvite } from "@/lib/features/invite/services/accept-invite";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites/accept",
  operationId: "acceptInvite",
  tag: "Invitations",
  summary: "Accept an invitation as the signed-in person",
  permission: "account",
  body: inviteTokenBody,
  response: acceptedInviteDto,
  errors: [
    "INVITE_NOT_FOUND",
    "INVITE_EMAIL_MISMATCH",
    "EMAIL_UNVERIFIED",
    "INVITE_EXPIRED",
    "INVITE_REVOKED",
    "INVITE_SUPERSEDED",
    "INVITE_DECLINED",
    "INVITE_USED",
    "WORKSPACE_DELETED",
  ],
  handle: ({ body, caller, context }) => acceptInvite(body.token, caller.userId, context),
});
