import "server-only";
import { forgetConversationsJob } from "@/lib/features/assistant/assistant.jobs";
import { embedChunksJob } from "@/lib/features/assistant/embedding.jobs";
import { embedDueJob } from "@/lib/features/assistant/embedding-due.jobs";
import { verifyAuditJob } from "@/lib/features/audit/audit.jobs";
import { resealConnectionsJob } from "@/lib/features/connection/connection.jobs";
import { giveUpExportsJob, runExportJob, watchDeployJob } from "@/lib/features/export/export.jobs";
import {
  noticeExpiredInvitesJob,
  purgeDueWorkspacesJob,
  sweepExpiredJob,
  vacuumJob,
  warnExpiringKeysJob,
} from "@/lib/features/job/job.jobs";
import { purgeWorkspaceJob } from "@/lib/features/job/purge.jobs";
import { mailDigestJob } from "@/lib/features/notification/notification.jobs";
import { readSourceJob, resyncSourcesJob } from "@/lib/features/source/source.jobs";
import { shutdown } from "@/lib/platform/db/runtime";
import { mailsSettled } from "@/lib/platform/email/send";
import { env } from "@/lib/platform/env/env";
import { type AnyJob, anyJob } from "@/lib/platform/jobs/define-job";
import { startRunner } from "@/lib/platform/jobs/process-runner";
import { onShutdown } from "@/lib/platform/jobs/shutdown";

/** Every kind of job there is. One that is missing here is put in and never taken out. */
export const allJobs: readonly AnyJob[] = [
  anyJob(mailDigestJob),
  anyJob(noticeExpiredInvitesJob),
  anyJob(warnExpiringKeysJob),
  anyJob(sweepExpiredJob),
  anyJob(vacuumJob),
  anyJob(purgeDueWorkspacesJob),
  anyJob(purgeWorkspaceJob),
  anyJob(verifyAuditJob),
  anyJob(resealConnectionsJob),
  anyJob(runExportJob),
  anyJob(watchDeployJob),
  anyJob(giveUpExportsJob),
  anyJob(embedChunksJob),
  anyJob(embedDueJob),
  anyJob(forgetConversationsJob),
  anyJob(readSourceJob),
  anyJob(resyncSourcesJob),
];

/**
 * Starts this process's job runner and arranges for the end: the runner stops claiming and finishes, mails on their way
 * leave, then the database closes. Where no process stays alive (Vercel) the runner sleeps with it, and the cron of
 * `/api/internal/jobs` does the work; both may run at once.
 */
export async function startJobs(): Promise<void> {
  onShutdown("database", shutdown);
  onShutdown("mail", mailsSettled);
  if (env().NODE_ENV === "test") return;
  await startRunner(allJobs);
}
