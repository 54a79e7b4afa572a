import { z } from "zod";
import { auditFilters } from "@/lib/features/audit/audit.schema";
import { exportEntries } from "@/lib/features/audit/services/export-entries";
import { now } from "@/lib/platform/clock/clock";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/audit-logs/export",
  operationId: "exportAuditLogs",
  tag: "Audit",
  summary: "Download audit entries as CSV or JSON; the download is audited",
  leavesTrace: true,
  permission: "audit.export",
  query: auditFilters.extend({ format: z.enum(["csv", "json"]) }),
  rawResponse: ["text/csv", "application/json"],
  rateLimit: "heavy",
  handle: async ({ tx, workspace, query: { format, ...filters } }) => {
    const body = await exportEntries(tx, workspace.id, filters, format);
    const day = now().toISOString().slice(0, 10);
    return new Response(body, {
      headers: {
        "content-type": types[format],
        "content-disposition": `attachment; filename="audit-${workspace.slug}-${day}.${format}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  },
});
