import "server-only";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

type Holder = typeof globalThis & { __atriumMetrics?: ReturnType<typeof create> };

function create() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "atrium_" });
  return {
    registry,
    requests: new Histogram({
      name: "atrium_http_request_duration_seconds",
      help: "Duration of API requests by route template, method and status.",
      labelNames: ["route", "method", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    jobs: new Counter({
      name: "atrium_jobs_total",
      help: "Jobs finished by queue and outcome.",
      labelNames: ["queue", "outcome"],
      registers: [registry],
    }),
  };
}

/** The process's Prometheus registry. Labels are route templates, never raw paths or ids. */
export function metrics(): ReturnType<typeof create> {
  const holder = globalThis as Holder;
  holder.__atriumMetrics ??= create();
  return holder.__atriumMetrics;
}
