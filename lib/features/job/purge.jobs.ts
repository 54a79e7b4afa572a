import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { uuid } from "@/lib/shared/schema";

export const purgeWorkspaceJob = defineJob({
  name: "workspace.purge",
  schema: z.strictObject({ workspaceId: uuid }),
  timeoutSeconds: 900,
  retryLimit: 10,
  retryDelaySeconds: 60,
  load: async () => (await import("./jobs/purge-workspace.handler")).purgeWorkspace,
});
