import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { asService } from "@/lib/platform/db/service-role";
import { ExternalApiError } from "@/lib/platform/errors/errors";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { storageClient } from "@/lib/platform/supabase/server-client";
import { sweepRepository } from "../sweep.repository";

/**
 * Ends a workspace whose 30 days are over: rows first, in one audited transaction, then its files. A try that finds the
 * rows gone goes on with the files; one that finds the workspace restored does nothing.
 */
export const purgeWorkspace: JobHandler<{ workspaceId: string }> = async ({ workspaceId }, { signal }) => {
  const isGone = await asService(
    async (tx) => {
      const sweep = sweepRepository(tx);
      const due = await sweep.lockForPurge(workspaceId);
      if (!due) return !(await sweep.workspaceExists(workspaceId));
      await recordEvent(tx, {
        workspaceId,
        action: "workspace.purged",
        targetType: "workspace",
        targetId: workspaceId,
        changes: { name: { from: due.name }, projects: due.projects, members: due.members },
      });
      await sweep.deleteWorkspace(workspaceId);
      return true;
    },
    { via: "job" },
  );
  if (isGone) await removeFiles(workspaceId, signal);
};

const listSize = 100;

/** Walks `<workspace>/` in every bucket until nothing is left. @throws ExternalApiError */
async function removeFiles(workspaceId: string, signal: AbortSignal): Promise<void> {
  const storage = storageClient();
  const failed = (cause: unknown) =>
    new ExternalApiError("STORAGE_FAILED", "The file store did not answer as expected.", { cause });
  const { data: buckets, error } = await storage.listBuckets();
  if (error) throw failed(error);
  for (const bucket of buckets) {
    const store = storage.from(bucket.name);
    const folders = [workspaceId];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      signal.throwIfAborted();
      const listed = await store.list(folder, { limit: listSize });
      if (listed.error) throw failed(listed.error);
      const pathOf = fullPath(folder);
      // Hosted Storage lists a folder as an entry without an id.
      const files = listed.data.filter((entry) => entry.id !== null).map(pathOf);
      folders.push(...listed.data.filter((entry) => entry.id === null).map(pathOf));
      if (files.length === 0) continue;
      const removed = await store.remove(files);
      if (removed.error) throw failed(removed.error);
      if (removed.data.length === 0) throw failed(new Error(`objects under ${folder} do not go away`));
      folders.push(folder);
    }
  }
}

/** Hosted Storage names entries relative to the folder; @supabase/lite names them in full and lists all depths at once. */
function fullPath(folder: string): (entry: { name: string }) => string {
  return ({ name }) => (name.startsWith(`${folder}/`) ? name : `${folder}/${name}`);
}
