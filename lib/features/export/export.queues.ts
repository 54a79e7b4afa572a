import { z } from "zod";
import { uuid } from "@/lib/shared/schema";
import { exportRetries } from "./export.failure";

/** The queue of the job that looks after a build; apart from its handler, which puts the next look into it. */
export const watchDeployQueue = {
  name: "export.watch",
  schema: z.strictObject({ workspaceId: uuid, exportId: uuid }),
  retryLimit: exportRetries,
  retryDelaySeconds: 15,
  timeoutSeconds: 120,
};
