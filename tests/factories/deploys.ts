import { sql } from "kysely";
import { POST as startExport } from "@/app/api/v1/builds/[buildId]/exports/route";
import { POST as connect } from "@/app/api/v1/connections/route";
import { POST as cancel } from "@/app/api/v1/exports/[exportId]/cancel/route";
import { POST as retry } from "@/app/api/v1/exports/[exportId]/retry/route";
import { GET as getOne } from "@/app/api/v1/exports/[exportId]/route";
import type { Connection, HostProvider } from "@/lib/features/connection/connection.schema";
import { runExportJob, watchDeployJob } from "@/lib/features/export/export.jobs";
import type { Export } from "@/lib/features/export/export.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { anyJob } from "@/lib/platform/jobs/define-job";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { call } from "../harness/call";
import { addMember, createWorkspace, type Person, type TestWorkspace } from "./people";
import { buildIn } from "./templates";

type Who = Person | { secret: string };

export const connectHost = (
  ws: TestWorkspace,
  body: { provider: HostProvider; token: string; team?: string },
  as: Who = ws.owner,
) => call<Connection>(connect, { as, method: "POST", path: `/api/v1/connections?workspace=${ws.slug}`, body });

/** One round of the jobs: those that are due, after making those that wait due. */
export async function workDeploys(): Promise<void> {
  await sql`update pgboss.job set start_after = now() - interval '1 second'
    where name in ('export.run', 'export.watch') and state < 'active'`.execute(await rawDatabase());
  await runDueJobs([anyJob(runExportJob), anyJob(watchDeployJob)], { budgetMs: 30_000 });
}

/** A workspace with a build and a connection to a host, and what one does with them. */
export async function createDeployDesk(provider: HostProvider, token: string) {
  const ws = await createWorkspace();
  const editor = await addMember(ws, "editor");
  const viewer = await addMember(ws, "viewer");
  const { build, projectId } = await buildIn(ws, editor);
  const query = `?workspace=${ws.slug}`;
  const connection = (await connectHost(ws, { provider, token })).json.data;
  const ask = (body: Record<string, unknown>, as: Who = editor, buildId = build.id) =>
    call<Export>(startExport, {
      as,
      method: "POST",
      path: `/api/v1/builds/${buildId}/exports${query}`,
      params: { buildId },
      body: { target: provider, connectionId: connection.id, ...body },
    });
  const one = async (exportId: string) => {
    const path = `/api/v1/exports/${exportId}${query}`;
    return (await call<Export>(getOne, { as: viewer, path, params: { exportId } })).json.data;
  };
  const act =
    (route: typeof retry, verb: string) =>
    (exportId: string, as: Who = editor) =>
      call<Export>(route, {
        as,
        method: "POST",
        path: `/api/v1/exports/${exportId}/${verb}${query}`,
        params: { exportId },
        body: {},
      });
  /** Works until it is over, as the queue would in some minutes. */
  const settled = async (exportId: string) => {
    for (let round = 0; round < 8; round++) {
      await workDeploys();
      const row = await one(exportId);
      if (!["queued", "running"].includes(row.status)) return row;
    }
    return await one(exportId);
  };
  const deployed = async (body: Record<string, unknown>) => {
    const asked = await ask(body);
    if (asked.status !== 202) throw new Error(`not accepted: ${asked.text}`);
    return await settled(asked.json.data.id);
  };
  /** Starts a deploy, asks for its end while the host builds it, and says what became of it. */
  const stopped = async (site: string) => {
    const asked = (await ask({ site })).json.data;
    await workDeploys();
    if ((await act(cancel, "cancel")(asked.id)).status !== 202) throw new Error("not accepted");
    return await settled(asked.id);
  };
  /** One whose first try fails: what it waits for then, and what became of it once `mend` was called. */
  const delayed = async (site: string, mend: () => void) => {
    const asked = (await ask({ site })).json.data;
    await workDeploys();
    const waiting = await one(asked.id);
    mend();
    return { waiting, done: await settled(asked.id) };
  };
  let count = 0;
  const name = () => `site-${++count}`;
  return {
    ...{ ws, editor, viewer, build, projectId, query, connection, ask, one, settled, deployed, stopped, delayed, name },
    ...{ again: act(retry, "retry"), stop: act(cancel, "cancel") },
  };
}

/** Where the value of a setting can be found in the database; nowhere is empty. */
export async function tracesOf(value: string): Promise<string[]> {
  const db = await rawDatabase();
  const like = `%${value}%`;
  const { rows } = await sql<{ place: string }>`
    select 'exports' as place from public.exports e where to_jsonb(e)::text like ${like}
    union all select 'audit' from public.audit_logs l where l.changes::text like ${like}
    union all select 'idempotency' from private.idempotency_keys k where k.body::text like ${like}
    union all select 'settings' from private.export_settings s where s.sealed like ${like}
    union all select 'jobs' from pgboss.job j where j.data::text like ${like} or j.output::text like ${like}`.execute(
    db,
  );
  return rows.map(({ place }) => place);
}
