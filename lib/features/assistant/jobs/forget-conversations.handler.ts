import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { log } from "@/lib/platform/log/log";
import { retentionBatch, retentionRepository } from "../retention.repository";

/** Deletes conversations that are past the days their assistant keeps them, in bounded bites. A second run finds nothing. */
export const forgetConversations: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  const deleted = { conversations: 0, visitors: 0 };
  for (const name of ["conversations", "visitors"] as const) {
    let bite = retentionBatch;
    while (bite === retentionBatch) {
      signal.throwIfAborted();
      bite = await asService((tx) => retentionRepository(tx)[name]());
      deleted[name] += bite;
    }
  }
  log().info({ deleted }, "conversations past their time deleted");
};
