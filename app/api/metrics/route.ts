import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";
import { metrics } from "@/lib/platform/metrics/metrics";

export const dynamic = "force-dynamic";

export const GET = defineMachineRoute({
  method: "GET",
  path: "/api/metrics",
  operationId: "getMetrics",
  tag: "Operations",
  summary: "Prometheus metrics of this process",
  token: { need: "required", accepted: ["METRICS_TOKEN"] },
  rawResponse: ["text/plain"],
  quiet: true,
  handle: async () => {
    const { registry } = metrics();
    return new Response(await registry.metrics(), {
      headers: { "content-type": registry.contentType, "cache-control": "no-store" },
    });
  },
});
