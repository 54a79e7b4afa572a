import { auditVerifyDto } from "@/lib/features/audit/audit.schema";
import { verifyChain } from "@/lib/features/audit/services/verify-chain";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/audit-logs/verify",
  operationId: "verifyAuditLogs",
  tag: "Audit",
  summary: "Check the workspace's hash chain from its first entry to its last",
  permission: "audit.read",
  response: auditVerifyDto,
  rateLimit: "heavy",
  handle: async ({ tx, workspace }) => {
    const state = await verifyChain(tx, workspace.id);
    return { ok: state.brokenAt === null, ...state };
  },
});
