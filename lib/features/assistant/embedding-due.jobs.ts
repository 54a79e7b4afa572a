import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

/** Finds assistants whose chunks lack vectors: new documents, or another model than before. */
export const embedDueJob = defineJob({
  name: "assistant.embed_due",
  schema: z.strictObject({}),
  everySeconds: 60,
  retryLimit: 0,
  load: async () => (await import("./jobs/embed-due.handler")).embedDue,
});
