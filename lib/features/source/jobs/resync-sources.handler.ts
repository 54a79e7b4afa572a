import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { startRun } from "../services/start-run";
import { failureWords } from "../source.failure";
import { dueSources, giveUpSources } from "../source.repository";

/** Longer than every try of one job with the waits between them. */
const staleMinutes = 45;
/** As many as one round starts; the next ones are due still when it comes again. */
const atOnce = 20;

/** Has addresses read again whose day has come, and ends runs the job of which was lost. */
export const resyncSources: JobHandler<Record<string, never>> = async () => {
  await asService(async (tx) => {
    await giveUpSources(tx, staleMinutes, { code: "INTERRUPTED", message: failureWords.INTERRUPTED });
    for (const { id, workspace_id } of await dueSources(tx, atOnce)) await startRun(tx, workspace_id, id);
  });
};
