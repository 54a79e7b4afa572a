import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ExportFailure } from "@/lib/features/export/export.failure";
import { runExportJob } from "@/lib/features/export/export.jobs";
import { exportRepository } from "@/lib/features/export/export.repository";
import { giveUpExports } from "@/lib/features/export/jobs/give-up.handler";
import { watchDeploy } from "@/lib/features/export/jobs/watch-deploy.handler";
import { endCanceled, failExport, finishExport } from "@/lib/features/export/services/export-outcome";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { netlifyClient } from "@/lib/platform/hosting/netlify-client";
import { vercelClient } from "@/lib/platform/hosting/vercel-client";
import { anyJob } from "@/lib/platform/jobs/define-job";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { connectHost, createDeployDesk, tracesOf, workDeploys } from "../factories/deploys";
import { newsOf } from "../factories/news";
import { addMember, createKey, createWorkspace } from "../factories/people";
import { actionsOn, buildIn } from "../factories/templates";
import { netlifyPeer } from "../harness/netlify-peer";
import { vercelPeer } from "../harness/vercel-peer";

const peer = await vercelPeer();
const token = "vcp_Studio00000000000000a1b2";
const account = { id: "usr_1", username: "studio", teams: { team_9: "atelier" }, mayWrite: true };
const mend = () => {
  peer.interfere();
  peer.tokens.set(token, { ...account });
  peer.next = { readyState: "READY" };
};
mend();
const desk = await createDeployDesk("vercel", token);
const { ws, editor, viewer, build, connection, ask, one, settled, deployed, again, stop, name } = desk;
afterEach(mend);

const url = { name: "NEXT_PUBLIC_SUPABASE_URL", value: "https://abcdefgh.supabase.co" };
const key = { name: "NEXT_PUBLIC_SUPABASE_ANON_KEY", value: "anon-key-of-nobody-0123456789" };
const called = (site: string) => [...peer.projects.values()].filter((project) => project.name === site);
const buildsOf = (site: string) =>
  [...peer.builds.values()].filter((one) => called(site).some(({ id }) => id === one.projectId));
const keptOf = async (id: string) =>
  (await rawDatabase()).selectFrom("private.export_settings").selectAll().where("export_id", "=", id).execute();
/** The first such call is done, but its answer never arrives. */
function loseFirst(path: RegExp): () => boolean {
  let isLost = false;
  peer.interfere((asked) => {
    if (isLost || asked.method !== "POST" || !path.test(asked.path)) return undefined;
    isLost = true;
    return "lose";
  });
  return () => isLost;
}

describe("connecting Vercel", () => {
  it("asks Vercel whose token it is, alone or in a team, and shows no more than its end", async () => {
    expect(connection).toMatchObject({ provider: "vercel", account: "studio", hint: "vcp_…a1b2", state: "works" });
    const team = await connectHost(ws, { provider: "vercel", token, team: "atelier" });
    expect([team.status, team.json.data.account]).toEqual([201, "atelier"]);
    expect(team.text).not.toContain(token);
    const row = await (await rawDatabase())
      .selectFrom("connections")
      .select(["team", "account_id"])
      .where("id", "=", team.json.data.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ team: "team_9", account_id: "team_9" });
  });

  it("says what is wrong with a token or a team", async () => {
    const bad = await connectHost(ws, { provider: "vercel", token: "vcp_NobodyKnowsThisToken0000" });
    expect([bad.status, bad.json.code]).toEqual([422, "TOKEN_REFUSED"]);
    const team = await connectHost(ws, { provider: "vercel", token, team: "others" });
    expect([team.status, team.json.code]).toEqual([422, "TEAM_UNKNOWN"]);
    expect(team.json.details).toMatchObject({ fields: { team: expect.stringContaining("others") } });
    peer.interfere(() => ({ status: 403, body: { error: { code: "forbidden", message: "Not authorized" } } }));
    expect((await connectHost(ws, { provider: "vercel", token })).json.code).toBe("TOKEN_SCOPE_MISSING");
    peer.interfere(() => ({ status: 429, body: { error: { code: "rate_limited", message: "slow down" } } }));
    expect((await connectHost(ws, { provider: "vercel", token })).status).toBe(429);
    peer.interfere(() => "cut");
    expect((await connectHost(ws, { provider: "vercel", token })).json.code).toBe("PROVIDER_UNREACHABLE");
  });
});

describe("a deploy to Vercel", () => {
  it("makes a project, sends settings and files, and tells where the app runs", async () => {
    const site = name();
    const asked = await ask({ site, settings: [url, key] });
    expect(asked.json.data).toMatchObject({ status: "queued", target: "vercel", site, settings: [url.name, key.name] });
    expect(asked.text).not.toContain(key.value);
    expect(await tracesOf(key.value)).toEqual([]);
    expect(await keptOf(asked.json.data.id)).toHaveLength(1);
    await workDeploys();
    const building = await one(asked.json.data.id);
    expect(building).toMatchObject({ status: "running", step: "building" });
    expect(await keptOf(asked.json.data.id)).toEqual([]);
    const done = await settled(asked.json.data.id);
    expect(done).toMatchObject({
      ...{ status: "succeeded", step: "done", error: null, url: `https://${site}.vercel.app` },
      logUrl: expect.stringContaining(`https://vercel.com/studio/${site}/`),
      createdBy: editor.name,
    });
    const [project] = called(site);
    expect(project).toMatchObject({ framework: "nextjs", owner: "usr_1" });
    expect(project?.env).toEqual(
      [url, key].map((one) => ({
        ...{ key: one.name, value: one.value, type: "encrypted", target: ["production", "preview"] },
      })),
    );
    const [made] = buildsOf(site);
    expect(made).toMatchObject({ target: "production", meta: { atriumVersion: "1" } });
    expect(Object.keys(made?.files ?? {}).sort()).toEqual(build.files.map((file) => file.path).sort());
    expect(made?.files["README.md"]).toBe(build.readme);
    expect(await actionsOn(ws.id, done.id)).toEqual(["export.created", "export.succeeded"]);
    expect(await tracesOf(key.value)).toEqual([]);
  });

  it("ends once, also when two look at the same time", async () => {
    const site = name();
    const { id } = (await ask({ site })).json.data;
    await runDueJobs([anyJob(runExportJob)], { budgetMs: 30_000 });
    expect(await one(id)).toMatchObject({ status: "running", step: "building" });
    const before = (await newsOf(editor)).length;
    const ids = { workspaceId: ws.id, exportId: id };
    const row = await asService((tx) => exportRepository(tx, ws.id).find(id));
    if (!row) throw new Error("it is there");
    // The job that looks and the one that cancels may both have read it as open before either wrote.
    await finishExport(ids, row, {});
    await finishExport(ids, row, {});
    await endCanceled(ids, row);
    const failure = new ExportFailure("BUILD_FAILED", "The build failed.");
    await failExport(ids, row, { failure, attempt: 1 });
    await watchDeploy(ids, { jobId: randomUUID(), attempt: 1, signal: new AbortController().signal });
    expect((await one(id)).status).toBe("succeeded");
    expect(await actionsOn(ws.id, id)).toEqual(["export.created", "export.succeeded"]);
    expect((await newsOf(editor)).length).toBe(before + 1);
  });

  it("is refused for an API, which needs a server of its own; nothing is written down", async () => {
    const api = (await buildIn(ws, editor, undefined, "hono-postgres")).build;
    const site = name();
    const refused = await ask({ site, settings: [] }, editor, api.id);
    expect([refused.status, refused.json.code]).toEqual([409, "NEEDS_CONTAINERS"]);
    expect(refused.json.error).toContain("Railway");
    const db = await rawDatabase();
    expect(await db.selectFrom("exports").select("id").where("build_id", "=", api.id).execute()).toEqual([]);
    expect(called(site)).toEqual([]);
  });

  it("uses the project of an earlier deploy and sends no file again; a removed project is made anew", async () => {
    const site = name();
    await deployed({ site });
    peer.interfere();
    expect((await deployed({ site })).status).toBe("succeeded");
    expect([called(site).length, buildsOf(site).length]).toEqual([1, 2]);
    expect(peer.asked.filter((call) => call === "POST /v2/files" || call === "POST /v11/projects")).toEqual([]);
    for (const { id } of called(site)) peer.projects.delete(id);
    expect((await deployed({ site })).status).toBe("succeeded");
    expect(called(site)).toHaveLength(1);
  });

  it.each([/^\/v11\/projects$/, /\/env$/, /^\/v2\/files$/, /^\/v13\/deployments$/])(
    "is made once when the answer to %s is lost",
    async (path) => {
      const site = name();
      peer.files.clear();
      const wasLost = loseFirst(path);
      const done = await deployed({ site, settings: [url] });
      expect(wasLost()).toBe(true);
      expect([done.status, done.error]).toEqual(["succeeded", null]);
      expect([called(site).length, buildsOf(site).length, called(site)[0]?.env.length]).toEqual([1, 1, 1]);
    },
  );

  it("goes into a team's projects with a token that is used in it", async () => {
    const connectionId = (await connectHost(ws, { provider: "vercel", token, team: "team_9" })).json.data.id;
    const site = name();
    expect((await deployed({ site, connectionId })).status).toBe("succeeded");
    expect(called(site)[0]?.owner).toBe("team_9");
  });

  it("does not take over a project of the same name", async () => {
    const site = name();
    const theirs = {
      id: "prj_theirs",
      name: site,
      owner: "usr_1",
      framework: "",
      createdAt: 1_700_000_000_000,
      env: [],
    };
    peer.projects.set(theirs.id, theirs);
    const refused = await deployed({ site, settings: [url] });
    expect([refused.status, refused.error?.code]).toEqual(["failed", "NAME_TAKEN"]);
    expect((await again(refused.id)).status).toBe(202);
    expect((await settled(refused.id)).error?.code).toBe("NAME_TAKEN");
    expect([buildsOf(site), theirs.env]).toEqual([[], []]);
    // The values wait for another try, but not for ever.
    expect(await keptOf(refused.id)).toHaveLength(1);
    await sql`update private.export_settings set created_at = now() - interval '25 hours'`.execute(await rawDatabase());
    await giveUpExports({}, { jobId: "x", attempt: 1, signal: new AbortController().signal });
    expect(await keptOf(refused.id)).toEqual([]);
    await again(refused.id);
    expect((await settled(refused.id)).error?.code).toBe("SETTINGS_FORGOTTEN");
  });
});

it("a setting that no browser may see can be read by nobody at Vercel, and by no build's log at Netlify", async () => {
  const secret = [{ name: "SMTP_KEY", value: "s3cret", secret: true }];
  const site = name();
  await deployed({ site });
  await vercelClient({ token, team: null }).saveSettings(called(site)[0]?.id ?? "", secret);
  expect(called(site)[0]?.env).toMatchObject([{ key: "SMTP_KEY", type: "sensitive" }]);
  const netlify = await netlifyPeer();
  netlify.tokens.set("nfp_secrets", { id: "u7", email: "x@example.test", teams: { t7: "seven" }, mayWrite: true });
  const client = netlifyClient({ token: "nfp_secrets", team: "seven" });
  const made = await client.createSite("secrets-at-netlify");
  await client.saveSettings(made, secret);
  expect(netlify.sites.get(made.id)?.env).toMatchObject([{ key: "SMTP_KEY", is_secret: true }]);
  const contexts = netlify.sites.get(made.id)?.env[0]?.values.map(({ context }) => context);
  expect(contexts).toEqual(["production", "deploy-preview", "branch-deploy"]);
});

describe("what goes wrong", () => {
  const failing = async () => (await deployed({ site: name() })).error;

  it("a build that fails says so, with Vercel's line; another try builds again", async () => {
    peer.next = { readyState: "ERROR", errorMessage: 'Command "npm run build"\n exited with 1' };
    const site = name();
    const failed = await deployed({ site });
    expect(failed).toMatchObject({ status: "failed", error: { code: "BUILD_FAILED" }, logUrl: expect.any(String) });
    expect(failed.error?.message).toContain('It says: Command "npm run build" exited with 1');
    peer.next = { readyState: "READY" };
    await again(failed.id);
    expect((await settled(failed.id)).status).toBe("succeeded");
    expect([called(site).length, buildsOf(site).length]).toEqual([1, 2]);
    // Whoever asked may have closed the dialog long ago.
    const [done, before] = await newsOf(editor);
    expect(done).toMatchObject({
      ...{ type: "export.succeeded", title: `${build.appName} v1 runs at Vercel`, body: `https://${site}.vercel.app` },
      href: `/${ws.slug}/projects/${desk.projectId}?v=1`,
    });
    expect(before).toMatchObject({ type: "export.failed", title: `${build.appName} v1 does not run at Vercel` });
    expect(before?.body).toBe(failed.error?.message);
    expect(await newsOf(viewer)).toEqual([]);
  });

  it.each([
    ["a right that is missing", 403, { code: "forbidden" }, "PERMISSION_MISSING"],
    ["a plan that is too small", 402, { code: "payment_required" }, "PLAN_LIMIT"],
    ["a limit that is reached", 429, { code: "rate_limited" }, "RATE_LIMITED"],
    ["a refusal", 400, { code: "bad_request" }, "HOST_REFUSED"],
  ])("%s", async (_what, status, error, code) => {
    const headers = { "x-ratelimit-reset": "1893456000" };
    peer.interfere(({ path }) => (path === "/v11/projects" ? { status, headers, body: { error } } : undefined));
    const refused = await failing();
    expect(refused?.code).toBe(code);
    if (code === "RATE_LIMITED") expect(refused?.message).toContain("2030-01-01 00:00 UTC");
  });

  it("Vercel being away is tried four times, before and while it builds", async () => {
    peer.interfere(() => "cut");
    const before = (await ask({ site: name() })).json.data;
    for (let tries = 1; tries <= 4; tries++) {
      await workDeploys();
      const row = await one(before.id);
      expect([tries, row.status, row.error?.code]).toEqual([
        tries,
        tries < 4 ? "running" : "failed",
        "HOST_UNREACHABLE",
      ]);
    }
    peer.interfere(({ method, path }) => (method === "GET" && path.startsWith("/v13/") ? { status: 503 } : undefined));
    const site = name();
    const lost = await deployed({ site });
    expect([lost.status, lost.error?.code]).toEqual(["failed", "HOST_UNREACHABLE"]);
    // It went on building there: found again, not built again.
    mend();
    await again(lost.id);
    expect((await settled(lost.id)).status).toBe("succeeded");
    expect(buildsOf(site)).toHaveLength(1);
  });

  it("a token that was revoked: the connection says so, too", async () => {
    const own = "vcp_Revoked000000000000000c3";
    peer.tokens.set(own, { ...account, id: "usr_2", username: "gone" });
    const connectionId = (await connectHost(ws, { provider: "vercel", token: own })).json.data.id;
    peer.tokens.delete(own);
    const refused = await deployed({ site: name(), connectionId });
    expect([refused.status, refused.error?.code]).toEqual(["failed", "TOKEN_REVOKED"]);
    expect(await actionsOn(ws.id, connectionId)).toContain("connection.refused");
  });
});

describe("canceling", () => {
  it("ends a build at Vercel, one that has not begun, and nothing that is over", async () => {
    const site = name();
    const asked = (await ask({ site, settings: [url] })).json.data;
    await workDeploys();
    expect((await one(asked.id)).step).toBe("building");
    const stopped = await stop(asked.id);
    expect([stopped.status, stopped.json.data.isStopping]).toEqual([202, true]);
    expect(await settled(asked.id)).toMatchObject({ status: "canceled", isStopping: false });
    expect(buildsOf(site)[0]?.readyState).toBe("CANCELED");
    expect(await actionsOn(ws.id, asked.id)).toEqual(["export.created", "export.canceled"]);
    expect((await stop(asked.id)).json.code).toBe("EXPORT_NOT_CANCELABLE");

    const early = (await ask({ site: name(), settings: [url] })).json.data;
    await stop(early.id);
    peer.interfere();
    expect((await settled(early.id)).status).toBe("canceled");
    expect([peer.asked, await keptOf(early.id)]).toEqual([[], []]);
  });

  it("comes too late for a build that is ready", async () => {
    const asked = (await ask({ site: name() })).json.data;
    await workDeploys();
    for (const made of peer.builds.values()) made.readyState = "READY";
    await stop(asked.id);
    expect((await settled(asked.id)).status).toBe("succeeded");
  });
});

describe("who may", () => {
  let count = 0;
  beforeEach(async () => {
    count = await rows();
  });
  const rows = async () =>
    (await (await rawDatabase()).selectFrom("exports").select("id").where("workspace_id", "=", ws.id).execute()).length;

  it("deploy: editors in person, not viewers, strangers or keys", async () => {
    const stranger = await createWorkspace();
    const apiKey = await createKey(ws, ["builds.read", "builds.write"], "editor");
    expect((await ask({ site: name() }, viewer)).status).toBe(403);
    expect((await ask({ site: name() }, apiKey)).status).toBe(403);
    expect((await ask({ site: name() }, stranger.owner)).status).toBe(404);
    expect(await rows()).toBe(count);
  });

  it("cancel: not viewers, and the row stays as it is", async () => {
    const asked = (await ask({ site: name() })).json.data;
    const before = await one(asked.id);
    expect((await stop(asked.id, viewer)).status).toBe(403);
    expect((await stop(asked.id, (await createWorkspace()).owner)).status).toBe(404);
    expect(await one(asked.id)).toEqual(before);
    expect((await settled(asked.id)).status).toBe("succeeded");
  });

  it("use a connection: of this workspace and of this host only", async () => {
    const other = await createWorkspace();
    const theirs = (await connectHost(other, { provider: "vercel", token })).json.data.id;
    expect((await ask({ site: name(), connectionId: theirs })).status).toBe(404);
    const elsewhere = await buildIn(other, await addMember(other, "editor"));
    expect((await ask({ site: name() }, editor, elsewhere.build.id)).status).toBe(404);
    const wrong = await ask({ target: "new_repository", repository: "x" });
    expect([wrong.status, wrong.json.code]).toEqual([422, "WRONG_CONNECTION"]);
    expect(await rows()).toBe(count);
  });

  it("name settings: those of the project, and only where they can be kept", async () => {
    const unknown = await ask({ site: name(), settings: [{ name: "DATABASE_URL", value: "x" }] });
    expect([unknown.status, unknown.json.code]).toEqual([422, "UNKNOWN_SETTING"]);
    expect(unknown.json.error).toContain("NEXT_PUBLIC_SUPABASE_URL");
    for (const settings of [[url, url], [{ name: "a b", value: "x" }], [{ name: url.name, value: "a\nb" }]])
      expect((await ask({ site: name(), settings })).status).toBe(422);
    for (const site of ["", "-x", "Ünsinn", "a".repeat(53)]) expect((await ask({ site })).status).toBe(422);
    vi.spyOn(env(), "ENCRYPTION_KEYS", "get").mockReturnValue([]);
    const unkept = await ask({ site: name(), settings: [url] });
    vi.restoreAllMocks();
    expect([unkept.status, unkept.json.code]).toEqual([503, "ENCRYPTION_NOT_CONFIGURED"]);
    expect(await rows()).toBe(count);
  });
});
