import { readyDto } from "@/lib/features/health/health.schema";
import { checkReadiness } from "@/lib/features/health/services/check-readiness";
import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";
import { jsonResponse, successBody } from "@/lib/platform/http/envelope";

export const dynamic = "force-dynamic";

export const GET = defineMachineRoute({
  method: "GET",
  path: "/api/health/ready",
  operationId: "getReadiness",
  tag: "Operations",
  summary: "Whether this process can serve: 200, or 503 with what is down. An operator's token adds the reasons",
  token: { need: "optional", accepted: ["METRICS_TOKEN", "INTERNAL_TOKEN"] },
  response: readyDto,
  quiet: true,
  handle: async ({ isOperator }) => {
    const readiness = await checkReadiness(isOperator);
    // Not an error envelope: whoever asks wants the parts, above all when one is down.
    return jsonResponse(readiness.status === "down" ? 503 : 200, successBody(readiness));
  },
});
