import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";

/** Whoever waited for less is still looking at the page. */
export const worthTellingMs = 15_000;

type Ended = {
  workspaceId: string;
  projectId: string;
  runId: string;
  userId: string | null;
  startedAt: Date;
  title: string;
  body: string;
};

/** Tells whoever started a run that it has ended, when it took so long that they may have left. Part of the caller's transaction. */
export async function tellRunEnded(
  tx: Tx,
  { workspaceId, projectId, runId, userId, startedAt, title, body }: Ended,
): Promise<void> {
  if (userId === null || now().getTime() - startedAt.getTime() < worthTellingMs) return;
  const workspace = await workspaceRepository(tx, userId).find(workspaceId);
  if (!workspace) return;
  const href = `/${workspace.slug}/projects/${projectId}`;
  await notify(tx, {
    ...{ userId, type: "build.ready", title, body, href, workspaceId, projectId, dedupeKey: `build.ready:${runId}` },
  });
}
