import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import type { GeneratedFile } from "@/lib/features/builder";
import { connectionRepository } from "@/lib/features/connection/connection.repository";
import { type OpenConnection, openConnection } from "@/lib/features/connection/services/open-connection";
import { now } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { EncryptionError, ExternalApiError } from "@/lib/platform/errors/errors";
import { PathConflict } from "@/lib/platform/github/git-tree";
import { GitHubError } from "@/lib/platform/github/github-error";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { ExportFailure, explainGitHub, exportRetries } from "../export.failure";
import { type ExportRow, exportRepository } from "../export.repository";
import type { ExportStep } from "../export.schema";
import { type Done, exportToGitHub } from "../services/export-to-github";

type Ids = { workspaceId: string; exportId: string };

/**
 * Does one export. What GitHub refuses for good ends it with a sentence in its row; what may pass is thrown, so that the
 * queue tries again. Another try finds what the one before has done.
 */
export const runExport: JobHandler<Ids> = async (ids, { attempt, signal }) => {
  const started = await start(ids);
  if (!started) return;
  const { row, files } = started;
  let step: ExportStep = "checking";
  let connection: OpenConnection | undefined;
  try {
    connection = await connectionOf(ids.workspaceId, row);
    const done = await exportToGitHub({
      row,
      files,
      connection,
      signal,
      now: now(),
      report: async (next, change = {}) => {
        step = next;
        await asService((tx) => exportRepository(tx, ids.workspaceId).update(row.id, { step: next, ...change }));
      },
    });
    await finish(ids, row, done);
  } catch (cause) {
    // The process is ending or the time is up: the queue gives the export to somebody else.
    if (signal.aborted) throw cause;
    const account = connection?.account_name ?? row.account ?? "this account";
    const failure = failureOf(cause, { step, account, owner: row.owner ?? account, repository: row.repository });
    if (failure.code === "TOKEN_REVOKED") await refuseConnection(ids.workspaceId, row);
    const isLast = attempt > exportRetries;
    await stop(ids, row, { failure, isOver: !failure.passes || isLast });
    if (failure.passes && !isLast) throw new ExternalApiError(failure.code, failure.message, { cause });
  }
};

type Started = { row: ExportRow; files: GeneratedFile[] };

/** Undefined when there is nothing to do any more. */
async function start({ workspaceId, exportId }: Ids): Promise<Started | undefined> {
  return await asService(async (tx) => {
    const exports = exportRepository(tx, workspaceId);
    const row = await exports.find(exportId);
    if (!row || row.status === "succeeded") return undefined;
    await exports.update(exportId, { status: "running", error: null, error_code: null, finished_at: null });
    const builds = buildRepository(tx, workspaceId);
    const build = await builds.find(row.build_id);
    return build && { row, files: await filesOf(builds, build, row.ci) };
  });
}

async function connectionOf(workspaceId: string, row: ExportRow): Promise<OpenConnection> {
  const found = row.connection_id === null ? undefined : await openConnection(workspaceId, row.connection_id);
  if (found) return found;
  throw new ExportFailure("CONNECTION_GONE", "The connection was removed before the export was done.");
}

function failureOf(cause: unknown, at: Parameters<typeof explainGitHub>[1]): ExportFailure {
  if (cause instanceof ExportFailure) return cause;
  if (cause instanceof GitHubError) return explainGitHub(cause, at);
  if (cause instanceof EncryptionError)
    return new ExportFailure(
      "CONNECTION_UNREADABLE",
      `The token of ${at.account} cannot be read any more: the installation's keys have changed. Connect the account again.`,
    );
  if (cause instanceof RangeError)
    return new ExportFailure("REPOSITORY_TOO_LARGE", `${at.owner}/${at.repository} is too large to be compared here.`);
  if (cause instanceof PathConflict)
    return new ExportFailure(
      "PATH_CONFLICT",
      `In ${at.owner}/${at.repository} a file and a folder would both be called ${cause.path.slice(0, 100)}. Rename the one that was added by hand.`,
    );
  return new ExportFailure("UNEXPECTED", "The export failed unexpectedly.", true, { cause });
}

const behalf = (row: ExportRow) => ({ via: "job", ...(row.created_by === null ? {} : { userId: row.created_by }) });

async function finish({ workspaceId }: Ids, row: ExportRow, done: Done): Promise<void> {
  const { commit_sha, pull_number, ...rest } = done;
  await asService(async (tx) => {
    await exportRepository(tx, workspaceId).update(row.id, {
      ...rest,
      ...(commit_sha === null ? {} : { commit_sha }),
      ...(pull_number === null ? {} : { pull_number }),
      status: "succeeded",
      step: "done",
      finished_at: now().toISOString(),
    });
    const changes = { url: done.url, version: row.version };
    await recordEvent(tx, { workspaceId, action: "export.succeeded", targetType: "export", targetId: row.id, changes });
  }, behalf(row));
}

type Stopped = { failure: ExportFailure; isOver: boolean };

async function stop({ workspaceId }: Ids, row: ExportRow, { failure, isOver }: Stopped): Promise<void> {
  const { code } = failure;
  await asService(async (tx) => {
    await exportRepository(tx, workspaceId).update(row.id, {
      error_code: code,
      error: failure.message.slice(0, 500),
      ...(isOver ? { status: "failed", finished_at: now().toISOString() } : {}),
    });
    if (isOver)
      await recordEvent(tx, {
        workspaceId,
        action: "export.failed",
        targetType: "export",
        targetId: row.id,
        changes: { code },
      });
  }, behalf(row));
}

async function refuseConnection(workspaceId: string, { connection_id }: ExportRow): Promise<void> {
  if (connection_id !== null)
    await asService((tx) => connectionRepository(tx, workspaceId).markChecked(connection_id, false), { via: "job" });
}
