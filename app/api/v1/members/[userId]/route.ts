import { z } from "zod";
import { toMemberDto } from "@/lib/features/member/member.serializer";
import { removeMember } from "@/lib/features/member/services/remove-member";
import { updateMember } from "@/lib/features/member/services/update-member";
import { memberDto, updateMemberBody } from "@/lib/features/workspace/workspace.schema";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ userId: uuid });
const path = "/api/v1/members/{userId}";

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateMember",
  tag: "Members",
  summary: "Give a member another role",
  permission: "members.write",
  params,
  body: updateMemberBody,
  response: memberDto,
  errors: ["ROLE_TOO_HIGH", "LAST_OWNER"],
  handle: async ({ tx, workspace, caller, context, params: { userId }, body }) => {
    const ask = { tx, workspace, callerId: callerId(caller), requestId: context.requestId };
    return toMemberDto(await updateMember(ask, { userId, role: body.role }), callerId(caller));
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "removeMember",
  tag: "Members",
  summary: "Remove a member; what they made stays",
  permission: "members.write",
  params,
  response: z.null(),
  errors: ["ROLE_TOO_HIGH", "LAST_OWNER", "USE_LEAVE"],
  handle: async ({ tx, workspace, caller, context, params: { userId } }) => {
    await removeMember({ tx, workspace, callerId: callerId(caller), requestId: context.requestId }, userId);
    return null;
  },
});
