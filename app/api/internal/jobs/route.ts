import { runSummaryDto } from "@/lib/features/job/job.schema";
import { allJobs } from "@/lib/features/jobs";
import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";
import { runRound } from "@/lib/platform/jobs/runner";

export const dynamic = "force-dynamic";

/** A platform that kills handlers after 60 s still sees the round end. */
export const maxDuration = 60;
const budgetMs = 20_000;

const shared = {
  path: "/api/internal/jobs",
  tag: "Operations",
  token: { need: "required", accepted: ["INTERNAL_TOKEN"] },
  response: runSummaryDto,
  handle: () => runRound(allJobs, budgetMs),
} as const;

export const POST = defineMachineRoute({
  ...shared,
  method: "POST",
  operationId: "runJobs",
  summary: "Run due jobs for at most 20 seconds; for a cron where no process stays alive",
});

/** Vercel Cron can only send GET, with `Authorization: Bearer $CRON_SECRET`: give CRON_SECRET the value of INTERNAL_TOKEN. */
export const GET = defineMachineRoute({
  ...shared,
  method: "GET",
  operationId: "runJobsByCron",
  summary: "The same for Vercel Cron: set CRON_SECRET there to the value of INTERNAL_TOKEN",
});
