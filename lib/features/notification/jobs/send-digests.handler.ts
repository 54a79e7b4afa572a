import "server-only";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { sendDigests } from "../services/send-digests";

/** Safe to repeat: a batch that has left is marked and not claimed again. */
export const sendDigestsHandler: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  await sendDigests(signal);
};
