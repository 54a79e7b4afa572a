import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** After a change of `ENCRYPTION_KEYS`: brings every secret under the current key. */
export const resealConnectionsJob = defineJob({
  name: "connection.reseal",
  schema: z.strictObject({}),
  everySeconds: 6 * 3_600,
  timeoutSeconds: 300,
  load: async () => (await import("./jobs/reseal.handler")).resealConnections,
});
