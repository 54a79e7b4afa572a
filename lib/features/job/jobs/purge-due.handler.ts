import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { purgeWorkspaceJob } from "../purge.jobs";
import { sweepRepository } from "../sweep.repository";

/** One job per workspace, so that one that fails holds up no other. */
export const purgeDueWorkspaces: JobHandler<Record<string, never>> = async () => {
  const ids = await asService((tx) => sweepRepository(tx).workspacesToPurge());
  for (const workspaceId of ids) await enqueue(null, purgeWorkspaceJob, { workspaceId }, { singletonKey: workspaceId });
};
