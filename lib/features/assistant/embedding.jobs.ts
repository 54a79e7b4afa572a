import "server-only";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { embedChunksQueue } from "./embedding.queue";

/** Gives the chunks of one assistant the vectors they lack. Search goes by words until all of them have one. */
export const embedChunksJob = defineJob({
  ...embedChunksQueue,
  load: async () => (await import("./jobs/embed-chunks.handler")).embedChunks,
});
