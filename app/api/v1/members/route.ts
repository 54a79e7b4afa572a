import { z } from "zod";
import { memberRepository } from "@/lib/features/member/member.repository";
import { toMemberDto } from "@/lib/features/member/member.serializer";
import { listMembers } from "@/lib/features/member/services/list-members";
import { memberDto } from "@/lib/features/workspace/workspace.schema";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/members",
  operationId: "listMembers",
  tag: "Members",
  summary: "List members, longest-standing first",
  permission: "members.read",
  query: pageQuery,
  response: z.array(memberDto),
  paginated: true,
  handle: async ({ tx, workspace, caller, query }) => {
    const { rows, nextCursor } = await listMembers(memberRepository(tx, workspace.id), query);
    return reply(
      rows.map((row) => toMemberDto(row, callerId(caller))),
      { page: { nextCursor } },
    );
  },
});
