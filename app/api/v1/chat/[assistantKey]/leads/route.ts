import { chatParams, leadLeftDto, leaveLeadBody } from "@/lib/features/conversation/chat.schema";
import { leaveLead } from "@/lib/features/conversation/services/leave-lead";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/leads",
  operationId: "leaveLead",
  tag: "Chat",
  summary: "Leave an address to be written to; the same address within a day is the same lead",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatParams,
  body: leaveLeadBody,
  response: leadLeftDto,
  errors: ["LEADS_OFF", "CONSENT_CHANGED", "ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, body, context }) => {
    await leaveLead(visitor, body, context);
    return { stored: true as const };
  },
});
