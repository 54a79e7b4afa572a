import "server-only";
import { releaseGeneration, settleGeneration } from "@/lib/features/generation/services/meter-generation";
import { projectRepository } from "@/lib/features/project/project.repository";
import { requireProjectEditor } from "@/lib/features/project/services/save-project";
import { permissions, roleAllows } from "@/lib/platform/auth/permissions";
import { now } from "@/lib/platform/clock/clock";
import { asUser, type Credentials, type RequestContext } from "@/lib/platform/db/db";
import { asService, elevated } from "@/lib/platform/db/service-role";
import { ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import { fromDatabase } from "@/lib/platform/errors/from-database";
import { onShutdown } from "@/lib/platform/jobs/shutdown";
import { captureError } from "@/lib/platform/log/capture";
import { log } from "@/lib/platform/log/log";
import { filesOf } from "../build.files";
import { buildRepository } from "../build.repository";
import { fallbackSentences } from "../build.schema";
import { runRepository } from "../run.repository";
import type { RunEvent } from "../run.schema";
import { createBuild } from "./create-build";
import { announceRun, waitForNews } from "./run-news";
import { tellRunEnded } from "./tell-run";
import { improvePlan, type Plan } from "./write-plan";

const signOfLifeMs = 10_000;
/** How soon a run notices that it was stopped through another process; through this one, at once. */
const lookMs = 2_000;

type Work = {
  runId: string;
  workspaceId: string;
  projectId: string;
  userId: string | null;
  idea: string;
  plan: Plan;
  startedAt: Date;
  /** Who asked: the build is kept as them, under their rights at that time. */
  credentials: Credentials;
  context: RequestContext;
};

const underWay = new Map<string, { stop: AbortController; done: Promise<void> }>();

/** Resolves when no run of this process is under way; for shutdown and tests. */
export async function runsSettled(): Promise<void> {
  while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
}

/**
 * Turns a run's idea into a build, apart from any request, and writes down each stage as it begins. No transaction is open
 * while a model is waited for. Never rejects: what goes wrong is the run's last event.
 */
export function carryOutRun(work: Work): Promise<void> {
  onShutdown("runs", async () => {
    for (const { stop } of underWay.values()) stop.abort();
    await runsSettled();
  });
  const stop = new AbortController();
  const done = attempt(work, stop).finally(() => underWay.delete(work.runId));
  underWay.set(work.runId, { stop, done });
  return done;
}

type Happening = { [E in RunEvent as E["type"]]: Pick<E, "type" | "data"> }[RunEvent["type"]];

async function attempt(work: Work, stop: AbortController): Promise<void> {
  const { workspaceId, runId } = work;
  const { signal } = stop;
  const write = async (event: Happening, status: "running" | "done" | "failed" = "running") => {
    const isWritten = await asService((tx) =>
      runRepository(tx, workspaceId).append(runId, { ...event, at: now() }, status),
    );
    announceRun(runId);
    return isWritten;
  };
  let aliveAt = now().getTime();
  const look = async () => {
    const isDue = now().getTime() - aliveAt >= signOfLifeMs;
    const isOurs = await asService((tx) => {
      const runs = runRepository(tx, workspaceId);
      return isDue ? runs.signOfLife(runId) : runs.isUnderWay(runId);
    });
    if (isDue) aliveAt = now().getTime();
    if (!isOurs) stop.abort();
  };
  const pulse = every(lookMs, runId, () =>
    look().catch((error: unknown) => log().warn({ err: error, runId }, "a run could not say that it is alive")),
  );
  try {
    const plan = await improvePlan(work.plan, {
      workspaceId,
      projectId: work.projectId,
      userId: work.userId,
      signal,
      onAsk: async (model, count) => {
        await write({ type: "asking", data: { model, attempt: count } });
      },
    });
    if (plan.fallback !== null)
      await write({ type: "fallback", data: { code: plan.fallback, message: fallbackSentences[plan.fallback] } });
    const { app, entities } = plan.blueprint;
    await write({ type: "compiling", data: { appName: app.name, entities: entities.length } });
    await keep(work, plan);
  } catch (cause) {
    await releaseGeneration({ workspaceId, id: work.plan.id }).catch((error: unknown) =>
      // The place comes free by itself when its time is up.
      log().warn({ err: error, runId }, "a generation could not be given back"),
    );
    const data = sentenceFor(cause, work, signal);
    const end = async () => {
      if (!(await write({ type: "failed", data }, "failed"))) return;
      await asService((tx) => tellRunEnded(tx, { ...work, title: "A build came to nothing", body: data.message }));
    };
    await end().catch((error: unknown) =>
      // It is read as lost before long.
      log().error({ err: error, runId }, "the end of a run could not be written down"),
    );
  } finally {
    pulse.end();
    announceRun(runId);
  }
}

/** Calls `work` now and then, and at once when there is news of the run that somebody else has made. */
function every(ms: number, runId: string, work: () => Promise<void>): { end: () => void } {
  const over = new AbortController();
  const loop = async () => {
    while (!over.signal.aborted) {
      await waitForNews(runId, ms, over.signal);
      if (!over.signal.aborted) await work();
    }
  };
  void loop();
  return { end: () => over.abort() };
}

/** The build and the run's end in one transaction, as the person who asked. */
async function keep(work: Work, plan: Plan): Promise<void> {
  const { workspaceId, projectId, idea } = work;
  await asUser(work.credentials, { ...work.context, workspace: workspaceId }, async (tx, { caller, workspace }) => {
    if (!workspace || workspace.deleted) throw new NotFoundError();
    const isInScope = caller.kind === "user" || caller.scopes.includes("builds.write");
    if (!isInScope || !roleAllows(workspace.role, "builds.write"))
      throw new ForbiddenError(undefined, undefined, { details: { required: permissions["builds.write"] } });
    await requireProjectEditor(projectRepository(tx, workspaceId), projectId);
    await settleGeneration(tx, { workspaceId, id: plan.id });
    const builds = buildRepository(tx, workspaceId);
    const row = await createBuild({ projects: projectRepository(tx, workspaceId), builds }, { projectId, idea, plan });
    const data = { buildId: row.id, version: row.version, files: (await filesOf(builds, row)).length };
    const event = { type: "done", data, at: now() };
    const isStill = await elevated(tx, () => runRepository(tx, workspaceId).append(work.runId, event, "done"));
    // Somebody has stopped it, or taken it for lost and may have started another one.
    if (!isStill) throw new NotFoundError();
    const title = `${plan.blueprint.app.name} v${row.version} is built`;
    await tellRunEnded(tx, { ...work, title, body: "" });
  });
}

function sentenceFor(cause: unknown, work: Work, signal: AbortSignal): { code: string; message: string } {
  if (signal.aborted)
    return { code: "RUN_STOPPED", message: "The server was stopped before this was done. Build it again." };
  const error = fromDatabase(cause);
  if (error && error.status < 500) return { code: error.code, message: error.message };
  captureError(cause, { requestId: work.context.requestId, route: "build run" });
  return { code: "INTERNAL", message: "Something went wrong on our side. Your idea is still there: try again." };
}
