import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { uuid } from "@/lib/shared/schema";

/** Gives the chunks of one assistant the vectors they lack. Search goes by words until all of them have one. */
export const embedChunksJob = defineJob({
  name: "assistant.embed",
  schema: z.strictObject({ workspaceId: uuid, assistantId: uuid }),
  timeoutSeconds: 600,
  retryLimit: 3,
  retryDelaySeconds: 60,
  load: async () => (await import("./jobs/embed-chunks.handler")).embedChunks,
});

/** Finds assistants whose chunks lack vectors: new documents, or another model than before. */
export const embedDueJob = defineJob({
  name: "assistant.embed_due",
  schema: z.strictObject({}),
  everySeconds: 60,
  retryLimit: 0,
  load: async () => (await import("./jobs/embed-due.handler")).embedDue,
});
