import "server-only";
import { blueprintOf, filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import type { GeneratedFile } from "@/lib/features/builder";
import { isCurrentToken, type OpenConnection } from "@/lib/features/connection/services/open-connection";
import { now } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { EncryptionError } from "@/lib/platform/errors/errors";
import { PathConflict } from "@/lib/platform/github/git-tree";
import { GitHubError } from "@/lib/platform/github/github-error";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { connectionUnreadable, ExportFailure, explainGitHub } from "../export.failure";
import { type ExportRow, exportRepository, type GitRow, isDeployRow, isGitRow } from "../export.repository";
import type { ExportStep } from "../export.schema";
import { connectionOf, type ExportIds, failExport, finishExport } from "../services/export-outcome";
import { exportToGitHub } from "../services/export-to-github";
import { runDeploy } from "../services/run-deploy";

/**
 * Does one export. What the other side refuses for good ends it with a sentence in its row; what may pass is thrown, so that
 * the queue tries again. Another try finds what the one before has done.
 */
export const runExport: JobHandler<ExportIds> = async (ids, { attempt, signal }) => {
  const started = await start(ids);
  if (!started) return;
  const { row, files, stack } = started;
  if (isDeployRow(row)) await runDeploy(ids, { row, files, stack }, { attempt, signal });
  else if (isGitRow(row)) await runGitExport(ids, { row, files }, { attempt, signal });
};

type Try = { attempt: number; signal: AbortSignal };

async function runGitExport(
  ids: ExportIds,
  { row, files }: { row: GitRow; files: GeneratedFile[] },
  { attempt, signal }: Try,
): Promise<void> {
  let step: ExportStep = "checking";
  let connection: OpenConnection | undefined;
  try {
    connection = await connectionOf(ids.workspaceId, row);
    const { commit_sha, pull_number, ...done } = await exportToGitHub({
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
    await finishExport(ids, row, {
      ...done,
      ...(commit_sha === null ? {} : { commit_sha }),
      ...(pull_number === null ? {} : { pull_number }),
    });
  } catch (cause) {
    // The process is ending or the time is up: the queue gives the export to somebody else.
    if (signal.aborted) throw cause;
    const account = connection?.account_name ?? row.account ?? "this account";
    const at = { step, account, owner: row.owner ?? account, repository: row.repository };
    const failure = (await wasRenewed(ids, row, { cause, connection })) ? tokenRenewed(cause) : failureOf(cause, at);
    await failExport(ids, row, { failure, attempt });
  }
}

/** Another export has renewed the token while this one was under way; GitHub takes the former one back at once. */
async function wasRenewed(
  { workspaceId }: ExportIds,
  { connection_id: id }: GitRow,
  { cause, connection }: { cause: unknown; connection: OpenConnection | undefined },
): Promise<boolean> {
  if (!(cause instanceof GitHubError) || cause.failure !== "unauthorized" || !connection || id === null) return false;
  return !(await isCurrentToken(workspaceId, id, connection.token));
}

const tokenRenewed = (cause: unknown) =>
  new ExportFailure("TOKEN_RENEWED", "The token was renewed while the export was under way.", true, { cause });

type Started = { row: ExportRow; files: GeneratedFile[]; stack: string };

/** Undefined when there is nothing to do any more. */
async function start({ workspaceId, exportId }: ExportIds): Promise<Started | undefined> {
  return await asService(async (tx) => {
    const exports = exportRepository(tx, workspaceId);
    const row = await exports.find(exportId);
    if (!row || row.status === "succeeded" || row.status === "canceled") return undefined;
    // A job that came late, or twice: the build is under way and looked after by another job.
    if (row.status === "running" && row.step === "building") return undefined;
    await exports.update(exportId, { status: "running", error: null, error_code: null, finished_at: null });
    const builds = buildRepository(tx, workspaceId);
    const build = await builds.find(row.build_id);
    return build && { row, files: await filesOf(builds, build, row.ci), stack: blueprintOf(build).stack };
  });
}

function failureOf(cause: unknown, at: Parameters<typeof explainGitHub>[1]): ExportFailure {
  if (cause instanceof ExportFailure) return cause;
  if (cause instanceof GitHubError) return explainGitHub(cause, at);
  if (cause instanceof EncryptionError) return connectionUnreadable(at.account);
  if (cause instanceof RangeError)
    return new ExportFailure("REPOSITORY_TOO_LARGE", `${at.owner}/${at.repository} is too large to be compared here.`);
  if (cause instanceof PathConflict)
    return new ExportFailure(
      "PATH_CONFLICT",
      `In ${at.owner}/${at.repository} a file and a folder would both be called ${cause.path.slice(0, 100)}. Rename the one that was added by hand.`,
    );
  return new ExportFailure("UNEXPECTED", "The export failed unexpectedly.", true, { cause });
}
