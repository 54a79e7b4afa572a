import { z } from "zod";
import { revokeInvite } from "@/lib/features/invite/services/revoke-invite";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/invites/{inviteId}",
  operationId: "revokeInvite",
  tag: "Invitations",
  summary: "Withdraw an invitation",
  permission: "invites.write",
  params: z.object({ inviteId: uuid }),
  response: z.null(),
  errors: ["ROLE_TOO_HIGH", "INVITE_USED"],
  handle: async ({ tx, workspace, params: { inviteId } }) => {
    await revokeInvite(tx, workspace, inviteId);
    return null;
  },
});
