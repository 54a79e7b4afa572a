import "server-only";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { log } from "@/lib/platform/log/log";
import { verifyAllChains } from "../services/verify-chain";

/** Safe to repeat: it only reads the log and keeps one more result. */
export const verifyChains: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  const check = await verifyAllChains(signal);
  if (check.broken.length > 0) log().error({ broken: check.broken }, "the audit log was tampered with");
};
