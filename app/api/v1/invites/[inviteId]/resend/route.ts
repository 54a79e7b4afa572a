import { z } from "zod";
import { createdInviteDto } from "@/lib/features/invite/invite.schema";
import { toInviteDto } from "@/lib/features/invite/invite.serializer";
import { resendInvite } from "@/lib/features/invite/services/resend-invite";
import { sendInvite } from "@/lib/features/invite/services/send-invite";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

// Takes no Idempotency-Key, for the reason createInvite takes none; a repeated call runs into RESEND_LIMIT.
export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites/{inviteId}/resend",
  operationId: "resendInvite",
  tag: "Invitations",
  summary: "Send an invitation again with a new link; the old one stops working",
  permission: "invites.write",
  params: z.object({ inviteId: uuid }),
  response: createdInviteDto,
  errors: ["ROLE_TOO_HIGH", "INVITE_CLOSED", "RESEND_LIMIT"],
  handle: async ({ tx, workspace, caller, params: { inviteId }, afterCommit }) => {
    const invite = await resendInvite({ tx, workspace, caller }, inviteId);
    const dto = { ...toInviteDto(invite.row), link: invite.link };
    afterCommit(async () => ({ ...dto, delivery: await sendInvite(invite) }));
    return dto;
  },
});
