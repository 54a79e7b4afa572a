import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { readSourceQueue } from "./source.queues";

export const readSourceJob = defineJob({
  ...readSourceQueue,
  load: async () => (await import("./jobs/read-source.handler")).readSource,
});

export const resyncSourcesJob = defineJob({
  name: "source.resync",
  schema: z.strictObject({}),
  everySeconds: 900,
  load: async () => (await import("./jobs/resync-sources.handler")).resyncSources,
});
