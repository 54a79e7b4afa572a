import { aliveDto } from "@/lib/features/health/health.schema";
import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";

export const dynamic = "force-dynamic";

export const GET = defineMachineRoute({
  method: "GET",
  path: "/api/health",
  operationId: "getHealth",
  tag: "Operations",
  summary: "Whether this process runs; asks nothing of anything else",
  token: { need: "none", accepted: [] },
  response: aliveDto,
  quiet: true,
  handle: async () => ({ status: "up" as const, uptimeSeconds: Math.floor(process.uptime()) }),
});
