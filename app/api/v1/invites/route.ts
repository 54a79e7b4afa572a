import { z } from "zod";
import { inviteRepository } from "@/lib/features/invite/invite.repository";
import { createdInviteDto, createInviteBody, inviteDto, listInvitesQuery } from "@/lib/features/invite/invite.schema";
import { toInviteDto } from "@/lib/features/invite/invite.serializer";
import { createInvite } from "@/lib/features/invite/services/create-invite";
import { listInvites } from "@/lib/features/invite/services/list-invites";
import { sendInvite } from "@/lib/features/invite/services/send-invite";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/invites",
  operationId: "listInvites",
  tag: "Invitations",
  summary: "List invitations, newest first; editors see those of guests",
  permission: "invites.read",
  query: listInvitesQuery,
  response: z.array(inviteDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listInvites(inviteRepository(tx, workspace.id), query);
    return reply(rows.map(toInviteDto), { page: { nextCursor } });
  },
});

// Takes no Idempotency-Key: a stored answer would keep the link that nothing else keeps. A repeated call runs into
// INVITE_EXISTS instead of inviting twice.
export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/invites",
  operationId: "createInvite",
  tag: "Invitations",
  summary: "Invite somebody to the workspace, or as a guest to one project",
  permission: "invites.write",
  body: createInviteBody,
  response: createdInviteDto,
  status: 201,
  errors: ["ALREADY_MEMBER", "INVITE_EXISTS", "ROLE_TOO_HIGH", "INVITE_LIMIT"],
  handle: async ({ tx, workspace, caller, body, afterCommit }) => {
    const invite = await createInvite({ tx, workspace, caller }, body);
    const dto = { ...toInviteDto(invite.row), link: invite.link };
    afterCommit(async () => ({ ...dto, delivery: await sendInvite(invite) }));
    return dto;
  },
});
