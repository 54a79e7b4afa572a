import "server-only";
import type { GeneratedFile } from "@/lib/features/builder";
import { providerNames } from "@/lib/features/connection/connection.schema";
import type { OpenConnection } from "@/lib/features/connection/services/open-connection";
import { now } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { EncryptionError } from "@/lib/platform/errors/errors";
import { HostError } from "@/lib/platform/hosting/host-error";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { isSecretSetting } from "@/lib/shared/env-example";
import { type DeployCircumstances, explainHost, settingsForgotten } from "../deploy/deploy.failure";
import type { DeployHost, HostSetting } from "../deploy/deploy-host";
import { hostOf, sourceOf } from "../deploy/hosts";
import { connectionUnreadable, ExportFailure } from "../export.failure";
import { watchDeployQueue } from "../export.queues";
import { type DeployRow, type ExportChange, exportRepository } from "../export.repository";
import type { ExportStep } from "../export.schema";
import { exportSettings } from "../export-settings.repository";
import { connectionOf, type ExportIds, endCanceled, failExport } from "./export-outcome";

export type DeployWork = { row: DeployRow; files: readonly GeneratedFile[]; stack: string };
type Try = { attempt: number; signal: AbortSignal };
/** Writes down how far it has come; awaited before the step is done. */
type Report = (step: ExportStep, change?: ExportChange) => Promise<void>;

/** Somebody asked for the end before the host had begun. */
class Stopped extends Error {}

/** How long the host is left alone before it is first asked how far it is. */
const firstLookMs = 4_000;

/**
 * Brings a build to a host and leaves it building there; `watchDeployJob` then looks after it. May be called again for the same
 * export, whatever an earlier call came to: project and deploy of that one are found before any are made.
 * @throws ExternalApiError when the queue should try again
 */
export async function runDeploy(ids: ExportIds, work: DeployWork, { attempt, signal }: Try): Promise<void> {
  const { row } = work;
  let step: ExportStep = "checking";
  let connection: OpenConnection | undefined;
  const report: Report = async (next, change = {}) => {
    step = next;
    if (await isStoppedAfter(ids, { step: next, ...change })) throw new Stopped();
  };
  try {
    connection = await connectionOf(ids.workspaceId, row);
    await start(ids, { ...work, connection, signal, report });
  } catch (cause) {
    // The process is ending or the time is up: the queue gives the export to somebody else.
    if (signal.aborted) throw cause;
    if (cause instanceof Stopped) return await endCanceled(ids, row);
    const account = connection?.account_name ?? row.account ?? "this account";
    const failure = deployFailureOf(cause, { host: providerNames[row.target], account, site: row.site, step });
    await failExport(ids, row, { failure, attempt });
  }
}

type Ask = DeployWork & { connection: OpenConnection; signal: AbortSignal; report: Report };

async function start(ids: ExportIds, { row, files, stack, connection, signal, report }: Ask): Promise<void> {
  const { token, team, provider } = connection;
  if (provider !== row.target)
    throw new ExportFailure("WRONG_CONNECTION", `The connection is not one to ${providerNames[row.target]}.`);
  const otherDeploys = await asService((tx) => exportRepository(tx, ids.workspaceId).otherDeployIds(row));
  const host = hostOf(row.target, { token, team, signal }, sourceOf(row, { stack, files, otherDeploys }));
  await report("checking");
  const settings = await settingsOf(ids, row);
  const projectId = await projectOf(ids, { row, host, report });
  await report("configuring", { host_project_id: projectId });
  if (settings.length > 0) {
    await host.saveSettings(projectId, settings);
    await forgetSent(ids, row);
  }
  await report("uploading");
  const deployId = (await host.findDeploy(projectId)) ?? (await host.startDeploy(projectId));
  await asService(async (tx) => {
    await exportRepository(tx, ids.workspaceId).update(row.id, {
      step: "building",
      host_deploy_id: deployId,
      building_since: now().toISOString(),
    });
    const startAfter = new Date(now().getTime() + firstLookMs);
    await enqueue(tx, watchDeployQueue, ids, { singletonKey: ids.exportId, startAfter });
  });
}

async function isStoppedAfter({ workspaceId, exportId }: ExportIds, change: ExportChange): Promise<boolean> {
  return await asService(async (tx) => {
    const exports = exportRepository(tx, workspaceId);
    await exports.update(exportId, change);
    return (await exports.find(exportId))?.cancel_requested_at !== null;
  });
}

/** The project at the host that earlier deploys used, or that an earlier try has made, or a new one. */
async function projectOf(
  { workspaceId }: ExportIds,
  { row, host, report }: { row: DeployRow; host: DeployHost; report: Report },
): Promise<string> {
  const of = { projectId: row.project_id, target: row.target, site: row.site };
  const known = await asService((tx) => exportRepository(tx, workspaceId).hostProjectIds(of));
  for (const id of known) if (await host.hasProject(id)) return id;
  if (row.creating_since !== null) {
    const made = await host.findMade(row.site, new Date(row.creating_since));
    if (made !== undefined) return made;
  }
  await report("creating", row.creating_since === null ? { creating_since: now().toISOString() } : {});
  return await host.createProject(row.site);
}

/** Empty when there are none, or they were sent. @throws ExportFailure SETTINGS_FORGOTTEN, EncryptionError */
async function settingsOf({ workspaceId }: ExportIds, row: DeployRow): Promise<HostSetting[]> {
  if (row.env_names.length === 0 || row.env_sent_at !== null) return [];
  const values = await asService((tx) => exportSettings(tx, workspaceId).read(row.id));
  if (values === undefined) throw settingsForgotten();
  return values.map((setting) => ({ ...setting, secret: isSecretSetting(setting.name) }));
}

async function forgetSent({ workspaceId }: ExportIds, { id }: DeployRow): Promise<void> {
  await asService(async (tx) => {
    await exportRepository(tx, workspaceId).update(id, { env_sent_at: now().toISOString() });
    await exportSettings(tx, workspaceId).forget(id);
  });
}

/** Whatever went wrong with a deploy, in a sentence. */
export function deployFailureOf(cause: unknown, at: DeployCircumstances): ExportFailure {
  if (cause instanceof ExportFailure) return cause;
  if (cause instanceof HostError) return explainHost(cause, at);
  if (cause instanceof EncryptionError) return connectionUnreadable(at.account);
  return new ExportFailure("UNEXPECTED", "The deploy failed unexpectedly.", true, { cause });
}
