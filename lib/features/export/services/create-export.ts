import "server-only";
import { blueprintOf, filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { type GeneratedFile, hasPages } from "@/lib/features/builder";
import { connectionRepository } from "@/lib/features/connection/connection.repository";
import { runsServers } from "@/lib/features/connection/connection.schema";
import { requireEncryption } from "@/lib/features/connection/services/check-token";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { settingsOfExample } from "@/lib/shared/env-example";
import { needsRepository } from "../deploy/deploy.failure";
import { runExportJob } from "../export.jobs";
import { type ExportRepository, type ExportRow, exportRepository } from "../export.repository";
import type { CreateExport } from "../export.schema";
import { exportSettings, type Setting } from "../export-settings.repository";

/**
 * Asks for an export of a build; the job does it.
 * @throws NotFoundError for a build or connection the caller cannot see, ValidationError WRONG_CONNECTION, UNKNOWN_SETTING,
 * ConflictError NEEDS_CONTAINERS, NEEDS_REPOSITORY, ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED
 */
export async function createExport(
  tx: Tx,
  workspaceId: string,
  { buildId, ...wish }: CreateExport & { buildId: string },
): Promise<ExportRow> {
  const builds = buildRepository(tx, workspaceId);
  const build = await getBuild(builds, buildId);
  const connection = await connectionRepository(tx, workspaceId).find(wish.connectionId);
  if (!connection) throw new NotFoundError();
  if (connection.provider !== ("site" in wish ? wish.target : "github"))
    throw wrongField("WRONG_CONNECTION", "connectionId", "This connection is not one to where the export goes.");
  if ("site" in wish && !runsServers[wish.target] && !hasPages(blueprintOf(build).stack))
    throw new ConflictError("NEEDS_CONTAINERS", needsContainers);
  const settings = "site" in wish ? wish.settings : [];
  if (settings.length > 0) {
    requireEncryption();
    checkNames(settings, await filesOf(builds, build));
  }
  const exports = exportRepository(tx, workspaceId);
  const pushed = wish.target === "railway" ? await pushedOf(exports, buildId) : undefined;
  const id = await exports.insert(buildId, wish, pushed?.repository);
  if (pushed) await elevated(tx, () => exports.update(id, pushed.commit));
  if (settings.length > 0) await elevated(tx, () => exportSettings(tx, workspaceId).keep(id, settings));
  return await queued(tx, workspaceId, id);
}

const needsContainers =
  "This version is an API that runs as a server of its own, for which this host has no place. Deploy it to Railway, or run its Dockerfile anywhere.";

/** Where a version was pushed to. @throws ConflictError NEEDS_REPOSITORY */
async function pushedOf(exports: ExportRepository, buildId: string) {
  const found = await exports.findPushed(buildId);
  const [owner, repository] = new URL(found?.url ?? "https://none").pathname.split("/").filter((part) => part !== "");
  if (!found?.branch || !found.commit_sha || !owner || !repository)
    throw new ConflictError("NEEDS_REPOSITORY", needsRepository);
  const { branch, commit_sha } = found;
  return { repository: { owner, repository }, commit: { branch, commit_sha } };
}

function checkNames(settings: readonly Setting[], files: readonly GeneratedFile[]): void {
  const example = files.find((file) => file.path === ".env.example")?.content ?? "";
  const known = settingsOfExample(example).map(({ name }) => name);
  const unknown = settings.find(({ name }) => !known.includes(name));
  if (unknown)
    throw wrongField(
      "UNKNOWN_SETTING",
      "settings",
      `The project has no setting ${unknown.name}, only ${known.join(", ")}.`,
    );
}

const wrongField = (code: string, field: string, message: string) =>
  new ValidationError(code, message, { details: { fields: { [field]: message } } });

/**
 * Tries a failed export again, under the same names: what it had already made is found and used.
 * @throws NotFoundError, ConflictError EXPORT_NOT_FAILED
 */
export async function retryExport(tx: Tx, workspaceId: string, id: string): Promise<ExportRow> {
  const exports = exportRepository(tx, workspaceId);
  const row = await exports.find(id);
  if (!row) throw new NotFoundError();
  if (row.status !== "failed")
    throw new ConflictError("EXPORT_NOT_FAILED", "Only an export that has failed can be tried again.");
  await elevated(tx, () =>
    exports.update(id, {
      ...{ status: "queued", step: "queued", error: null, error_code: null, finished_at: null },
      ...{ host_deploy_id: null, building_since: null, cancel_requested_at: null },
    }),
  );
  return await queued(tx, workspaceId, id);
}

async function queued(tx: Tx, workspaceId: string, id: string): Promise<ExportRow> {
  await enqueue(tx, runExportJob, { workspaceId, exportId: id }, { singletonKey: id });
  const row = await exportRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}
