import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { giveUpStale } from "../export.repository";
import { forgetStaleSettings } from "../export-settings.repository";

/** Longer than every try of the job with the waits between them. */
const staleMinutes = 45;
/** Values of settings that no try has sent. */
const settingsHours = 24;

/** Ends exports the job of which was lost, so that none says "running" for ever; and forgets what was kept for them. */
export const giveUpExports: JobHandler<Record<string, never>> = async () => {
  await asService(async (tx) => {
    await giveUpStale(tx, staleMinutes, {
      code: "INTERRUPTED",
      message: "The export was interrupted and did not go on by itself. Try it again.",
    });
    await forgetStaleSettings(tx, settingsHours);
  });
};
