import { leadFilters } from "@/lib/features/lead/lead.schema";
import { exportLeads } from "@/lib/features/lead/services/export-leads";
import { now } from "@/lib/platform/clock/clock";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/export",
  operationId: "exportLeads",
  tag: "Leads",
  summary: "Download leads as CSV with every column; the download is audited",
  leavesTrace: true,
  permission: "leads.export",
  query: leadFilters,
  rawResponse: ["text/csv"],
  rateLimit: "heavy",
  handle: async ({ tx, workspace, query }) => {
    const day = now().toISOString().slice(0, 10);
    return new Response(await exportLeads(tx, workspace.id, query), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="leads-${workspace.slug}-${day}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
});
