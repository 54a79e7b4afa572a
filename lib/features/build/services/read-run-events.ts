import "server-only";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { asUser, type Credentials, type RequestContext } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { runRepository } from "../run.repository";
import type { RunEvent } from "../run.schema";
import { toRun } from "../run.serializer";
import { getRun } from "./get-run";

type Reader = { credentials: Credentials; context: RequestContext; workspaceId: string; runId: string };

/**
 * What has happened in a run since an event, in a short transaction of its own: whoever has lost their place, their session
 * or their key meanwhile reads nothing more.
 * @throws NotFoundError, UnauthorizedError
 */
export async function readRunEvents(
  { credentials, context, workspaceId, runId }: Reader,
  after: number,
): Promise<{ events: RunEvent[]; ended: boolean }> {
  return await asUser(
    credentials,
    { ...context, workspace: workspaceId, readOnly: true },
    async (tx, { workspace }) => {
      if (!workspace || workspace.deleted || !roleAllows(workspace.role, "builds.read")) throw new NotFoundError();
      const { events, status } = toRun(await getRun(runRepository(tx, workspaceId), runId));
      return { events: events.filter(({ id }) => id > after), ended: status !== "running" };
    },
  );
}
