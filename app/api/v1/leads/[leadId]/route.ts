import { z } from "zod";
import { leadDto, updateLeadBody } from "@/lib/features/lead/lead.schema";
import { toLeadDto } from "@/lib/features/lead/lead.serializer";
import { deleteLead, getLead, updateLead } from "@/lib/features/lead/services/keep-leads";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ leadId: uuid });
const path = "/api/v1/leads/{leadId}";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getLead",
  tag: "Leads",
  summary: "Read a lead, with what the visitor agreed to",
  permission: "leads.read",
  params,
  response: leadDto,
  handle: async ({ tx, workspace, params: { leadId } }) => toLeadDto(await getLead(tx, workspace.id, leadId)),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateLead",
  tag: "Leads",
  summary: "Say how far a lead is, or note something about it",
  permission: "leads.write",
  params,
  body: updateLeadBody,
  response: leadDto,
  handle: async ({ tx, workspace, params: { leadId: id }, body }) =>
    toLeadDto(await updateLead(tx, workspace.id, { id, ...body })),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteLead",
  tag: "Leads",
  summary: "Delete a lead; the conversation it was left in stays",
  permission: "leads.delete",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { leadId } }) => {
    await deleteLead(tx, workspace.id, leadId);
    return null;
  },
});
