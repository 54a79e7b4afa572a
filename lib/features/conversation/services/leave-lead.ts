import "server-only";
import type { z } from "zod";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import type { leaveLeadBody } from "../chat.schema";
import { chatLeadRepository } from "../chat-lead.repository";
import { enterRoom } from "./begin-chat";
import { notifyLead } from "./notify-staff";

/**
 * A visitor leaves their address, with the consent they were shown. The same address within a day is the same lead. Who fills
 * the field that people do not see is told the same, and nothing is stored.
 * @throws ConflictError LEADS_OFF, CONSENT_CHANGED; NotFoundError for a conversation that is not theirs
 */
export async function leaveLead(
  visitor: Visitor,
  body: z.infer<typeof leaveLeadBody>,
  context: RequestContext,
): Promise<void> {
  if (body.website !== "") return;
  await asService(async (tx) => {
    const room = await enterRoom(tx, visitor);
    const { assistant, chat } = room;
    if (!assistant.lead_enabled) throw new ConflictError("LEADS_OFF", "This assistant does not take addresses.");
    if (body.consentVersion !== assistant.lead_consent_version)
      throw new ConflictError(
        "CONSENT_CHANGED",
        "The text you agreed to has changed. Read it again and send once more.",
        {
          details: { consent: assistant.lead_consent, consentVersion: assistant.lead_consent_version },
        },
      );
    if (body.conversationId !== undefined && !(await chat.conversation(body.conversationId))) throw new NotFoundError();
    const leads = chatLeadRepository(tx);
    await leads.lock(visitor.assistantId, body.email);
    const lead = {
      workspace_id: visitor.workspaceId,
      assistant_id: visitor.assistantId,
      visitor_id: visitor.visitorId,
      conversation_id: body.conversationId ?? null,
      email: body.email,
      name: body.name,
      phone: assistant.lead_phone ? body.phone : "",
      message: body.message,
      page_url: body.pageUrl ?? null,
      consent_text: assistant.lead_consent,
      consent_version: assistant.lead_consent_version,
    };
    await leads.nameVisitor(visitor, body.name, body.email);
    if ((await leads.renew(lead)) !== null) return;
    await notifyLead(tx, { workspaceId: assistant.workspace_id, leadId: await leads.insert(lead) });
  }, context);
}
