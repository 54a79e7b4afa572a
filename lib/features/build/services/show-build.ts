import "server-only";
import { aiUsageRepository } from "@/lib/features/ai-usage/ai-usage.repository";
import { toTotals } from "@/lib/features/ai-usage/ai-usage.serializer";
import type { Tx } from "@/lib/platform/db/db";
import { filesOf } from "../build.files";
import { type BuildRow, buildRepository } from "../build.repository";
import type { Build } from "../build.schema";
import { toBuildDto } from "../build.serializer";

/** A build with its files, and with what its plan used where the caller may see that. */
export async function showBuild(tx: Tx, workspaceId: string, row: BuildRow): Promise<Build> {
  const totals = row.run_id === null ? null : await aiUsageRepository(tx, workspaceId).totalsOfRun(row.run_id);
  const usage = totals === null || totals.calls === 0 ? null : toTotals(totals);
  return toBuildDto(row, { files: await filesOf(buildRepository(tx, workspaceId), row), usage });
}
