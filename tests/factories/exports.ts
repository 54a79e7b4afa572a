import { sql } from "kysely";
import { POST as startExport } from "@/app/api/v1/builds/[buildId]/exports/route";
import { POST as connect } from "@/app/api/v1/connections/route";
import { POST as retry } from "@/app/api/v1/exports/[exportId]/retry/route";
import { GET as getOne } from "@/app/api/v1/exports/[exportId]/route";
import type { Connection } from "@/lib/features/connection/connection.schema";
import { runExportJob } from "@/lib/features/export/export.jobs";
import type { Export } from "@/lib/features/export/export.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { anyJob } from "@/lib/platform/jobs/define-job";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { call } from "../harness/call";
import { githubPeer } from "../harness/github-peer";
import { addMember, createWorkspace, type Person } from "./people";
import { buildIn } from "./templates";

type Who = Person | { secret: string };

/** A workspace with a build and a connection to `login` at the peer, and what one does with them. */
export async function createDesk(login: string, id: number) {
  const peer = await githubPeer();
  const token = `ghp_${login}${"0".repeat(30)}`;
  const account = { id, login, scopes: "repo, workflow" };
  /** GitHub is itself again. */
  const mend = () => {
    peer.interfere();
    peer.tokens.set(token, account);
  };
  mend();
  const ws = await createWorkspace();
  const editor = await addMember(ws, "editor");
  const viewer = await addMember(ws, "viewer");
  const { build, projectId } = await buildIn(ws, editor);
  const query = `?workspace=${ws.slug}`;
  const connectWith = (secret: string) =>
    call<Connection>(connect, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/connections${query}`,
      body: { provider: "github", token: secret },
    });
  const connection = (await connectWith(token)).json.data;
  const ask = (body: Record<string, unknown>, as: Who = editor, buildId = build.id) =>
    call<Export>(startExport, {
      as,
      method: "POST",
      path: `/api/v1/builds/${buildId}/exports${query}`,
      params: { buildId },
      body: { connectionId: connection.id, ...body },
    });
  const one = async (exportId: string) => {
    const path = `/api/v1/exports/${exportId}${query}`;
    return (await call<Export>(getOne, { as: viewer, path, params: { exportId } })).json.data;
  };
  const again = (exportId: string, as: Who = editor) =>
    call<Export>(retry, {
      as,
      method: "POST",
      path: `/api/v1/exports/${exportId}/retry${query}`,
      params: { exportId },
      body: {},
    });
  const work = () => runDueJobs([anyJob(runExportJob)], { budgetMs: 30_000 });
  /** Makes the queue's waiting retries due. */
  const hurry = async () =>
    sql`update pgboss.job set start_after = now() - interval '1 second' where name = 'export.run' and state < 'active'`.execute(
      await rawDatabase(),
    );
  /** Asks, works, and says what became of it. */
  const exported = async (body: Record<string, unknown>) => {
    const asked = await ask(body);
    if (asked.status !== 202) throw new Error(`not accepted: ${asked.text}`);
    await work();
    return await one(asked.json.data.id);
  };
  const toNew = (repository: string) => exported({ target: "new_repository", repository });
  const toPull = (repository: string, more = {}) =>
    exported({ target: "pull_request", owner: login, repository, ...more });
  let count = 0;
  const name = () => `repo-${++count}`;
  return {
    ...{ peer, token, mend, ws, editor, viewer, build, projectId, query, connectWith, connection },
    ...{ ask, one, again, work, hurry, exported, toNew, toPull, name },
  };
}
