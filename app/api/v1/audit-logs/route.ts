import { z } from "zod";
import { auditRepository } from "@/lib/features/audit/audit.repository";
import { auditEntryDto, auditQuery } from "@/lib/features/audit/audit.schema";
import { toAuditDto } from "@/lib/features/audit/audit.serializer";
import { listEntries } from "@/lib/features/audit/services/list-entries";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/audit-logs",
  operationId: "listAuditLogs",
  tag: "Audit",
  summary: "List audit entries, newest first",
  permission: "audit.read",
  query: auditQuery,
  response: z.array(auditEntryDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listEntries(auditRepository(tx, workspace.id), query);
    return reply(rows.map(toAuditDto), { page: { nextCursor } });
  },
});
