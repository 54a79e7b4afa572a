import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

export const mailDigestJob = defineJob({
  name: "notification.mail",
  schema: z.strictObject({}),
  everySeconds: 60,
  timeoutSeconds: 300,
  // The next minute brings the next one.
  retryLimit: 0,
  load: async () => (await import("./jobs/send-digests.handler")).sendDigestsHandler,
});
