import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { uuid } from "@/lib/shared/schema";
import { exportRetries } from "./export.failure";
import { watchDeployQueue } from "./export.queues";

export const runExportJob = defineJob({
  name: "export.run",
  schema: z.strictObject({ workspaceId: uuid, exportId: uuid }),
  retryLimit: exportRetries,
  retryDelaySeconds: 15,
  timeoutSeconds: 300,
  load: async () => (await import("./jobs/run-export.handler")).runExport,
});

export const watchDeployJob = defineJob({
  ...watchDeployQueue,
  load: async () => (await import("./jobs/watch-deploy.handler")).watchDeploy,
});

export const giveUpExportsJob = defineJob({
  name: "export.give_up",
  schema: z.strictObject({}),
  everySeconds: 600,
  load: async () => (await import("./jobs/give-up.handler")).giveUpExports,
});
