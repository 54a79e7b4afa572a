import "server-only";
import { providerNames } from "@/lib/features/connection/connection.schema";
import { now } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { HostError } from "@/lib/platform/hosting/host-error";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { buildFailed } from "../deploy/deploy.failure";
import type { DeployHost, DeployState } from "../deploy/deploy-host";
import { hostOf, sourceOf } from "../deploy/hosts";
import { ExportFailure } from "../export.failure";
import { watchDeployQueue } from "../export.queues";
import { type DeployRow, exportRepository, isDeployRow } from "../export.repository";
import { connectionOf, type ExportIds, endCanceled, failExport, finishExport } from "../services/export-outcome";
import { deployFailureOf } from "../services/run-deploy";

/** A host that builds for longer is not waited for. */
const longestBuildMs = 40 * 60_000;

type Building = DeployRow & { host_project_id: string; host_deploy_id: string };

/**
 * Looks once how far a host is with a deploy, and comes back later while it is building. A build takes minutes: no worker
 * waits for one.
 */
export const watchDeploy: JobHandler<ExportIds> = async (ids, { attempt, signal }) => {
  const row = await building(ids);
  if (!row) return;
  const host = providerNames[row.target];
  let account = row.account ?? "this account";
  try {
    const connection = await connectionOf(ids.workspaceId, row);
    account = connection.account_name;
    const { token, team } = connection;
    // Only asked, not given anything: what would be built does not matter.
    const source = sourceOf(row, { stack: "", files: [], otherDeploys: [] });
    await settle(ids, row, await stateOf(hostOf(row.target, { token, team, signal }, source), row));
  } catch (cause) {
    if (signal.aborted) throw cause;
    const failure = deployFailureOf(cause, { host, account, site: row.site, step: "building" });
    await failExport(ids, row, { failure, attempt });
  }
};

async function building({ workspaceId, exportId }: ExportIds): Promise<Building | undefined> {
  const row = await asService((tx) => exportRepository(tx, workspaceId).find(exportId));
  if (!row || !isDeployRow(row) || row.status !== "running" || row.step !== "building") return undefined;
  const { host_project_id, host_deploy_id } = row;
  return host_project_id === null || host_deploy_id === null ? undefined : { ...row, host_project_id, host_deploy_id };
}

async function stateOf(host: DeployHost, row: Building): Promise<DeployState> {
  if (row.cancel_requested_at !== null)
    await host.cancel(row.host_project_id, row.host_deploy_id).catch((cause: unknown) => {
      // It was over before the wish arrived; what it came to is asked next.
      const isOver = cause instanceof HostError && ["rejected", "conflict", "not_found"].includes(cause.failure);
      if (!isOver) throw cause;
    });
  return await host.look(row.host_project_id, row.host_deploy_id);
}

async function settle(ids: ExportIds, row: Building, { phase, url, logUrl, said }: DeployState): Promise<void> {
  const places = { ...(url === null ? {} : { url }), ...(logUrl === null ? {} : { log_url: logUrl }) };
  if (phase === "ready") return await finishExport(ids, row, places);
  const isOver = phase !== "building";
  if (isOver && (phase === "canceled" || row.cancel_requested_at !== null)) return await endCanceled(ids, row, places);
  // Touches the row, too: one that nobody touches for long counts as lost.
  const isOpen = await asService((tx) =>
    exportRepository(tx, ids.workspaceId).updateOpen(row.id, { ...places, error: null, error_code: null }),
  );
  if (!isOpen) return;
  const name = providerNames[row.target];
  if (isOver) throw buildFailed(name, said);
  const since = row.building_since === null ? now() : new Date(row.building_since);
  const ageMs = now().getTime() - since.getTime();
  if (ageMs > longestBuildMs)
    throw new ExportFailure("BUILD_TOO_LONG", `${name} has been building for 40 minutes; its log says how far it is.`);
  const startAfter = new Date(now().getTime() + (ageMs < 120_000 ? 5_000 : 15_000));
  await asService((tx) => enqueue(tx, watchDeployQueue, ids, { singletonKey: ids.exportId, startAfter }));
}
