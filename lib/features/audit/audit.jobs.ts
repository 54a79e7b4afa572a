import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

export const verifyAuditJob = defineJob({
  name: "audit.verify",
  schema: z.strictObject({}),
  everySeconds: 86_400,
  timeoutSeconds: 1800,
  retryLimit: 3,
  retryDelaySeconds: 300,
  load: async () => (await import("./jobs/verify-chains.handler")).verifyChains,
});
