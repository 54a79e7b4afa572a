import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { type RunRow, runRepository } from "../run.repository";
import { lostRun } from "../run.serializer";
import type { Plan } from "./write-plan";

type Ask = { workspaceId: string; projectId: string; userId: string | null; idea: string; plan: Plan };

/**
 * Writes down that an idea is on its way, with the offline engine's reading of it. The work itself is `carryOutRun`.
 * @throws ConflictError RUN_IN_PROGRESS
 */
export async function startRun(tx: Tx, { workspaceId, projectId, userId, idea, plan }: Ask): Promise<RunRow> {
  const at = now();
  const read = { type: "read", at, data: { entities: plan.blueprint.entities.length } };
  // Runs are the server's own record. That the caller may build here was checked before this.
  const id = await elevated(tx, async () => {
    const runs = runRepository(tx, workspaceId);
    await runs.closeLost(projectId, { type: "failed", at, data: lostRun });
    return await runs.insert({ projectId, idea, createdBy: userId, events: [read] });
  });
  if (id === undefined)
    throw new ConflictError("RUN_IN_PROGRESS", "This project is being built right now. Wait until that is done.");
  const row = await runRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}
