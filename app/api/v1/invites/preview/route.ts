import { invitePreviewDto, inviteTokenBody } from "@/lib/features/invite/invite.schema";
import { previewInvite } from "@/lib/features/invite/services/preview-invite";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

// A POST although it only reads: in a body the token stays out of access logs and browser history.
export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites/preview",
  operationId: "previewInvite",
  tag: "Invitations",
  summary: "What an invitation link is about",
  permission: "public",
  body: inviteTokenBody,
  response: invitePreviewDto,
  errors: [
    "INVITE_NOT_FOUND",
    "INVITE_EXPIRED",
    "INVITE_REVOKED",
    "INVITE_SUPERSEDED",
    "INVITE_DECLINED",
    "INVITE_USED",
    "WORKSPACE_DELETED",
  ],
  handle: ({ body }) => previewInvite(body.token),
});
