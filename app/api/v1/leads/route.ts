import { z } from "zod";
import { leadDto, listLeadsQuery } from "@/lib/features/lead/lead.schema";
import { toLeadDto } from "@/lib/features/lead/lead.serializer";
import { listLeads } from "@/lib/features/lead/services/keep-leads";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads",
  operationId: "listLeads",
  tag: "Leads",
  summary: "List the visitors who left their details, newest first",
  permission: "leads.read",
  query: listLeadsQuery,
  response: z.array(leadDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listLeads(tx, workspace.id, query);
    return reply(rows.map(toLeadDto), { page: { nextCursor } });
  },
});
