import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { asService } from "@/lib/platform/db/service-role";
import { connectHost, createDeployDesk, tracesOf } from "../factories/deploys";
import { actionsOn } from "../factories/templates";
import { railwayPeer } from "../harness/railway-peer";

const peer = await railwayPeer();
const token = "0b1c2d3e-1111-4222-8333-444455556666";
const account = { isPerson: true, workspaces: { "ws-1": "studio" }, mayWrite: true };
const sha = "a".repeat(40);
const repository = "octo/member-app";
const mend = () => {
  peer.interfere();
  peer.tokens.set(token, { ...account });
  peer.repositories.set(repository, { main: sha });
  peer.next = "SUCCESS";
};
mend();
const desk = await createDeployDesk("railway", token);
const { ws, build, connection, ask, settled, deployed, again, stopped, delayed, name } = desk;
afterEach(mend);

const url = { name: "NEXT_PUBLIC_SUPABASE_URL", value: "https://railway-test.supabase.co" };
const called = (site: string) => [...peer.projects.values()].filter((one) => one.name === site);
const serviceOf = (site: string) => called(site)[0]?.services[0];
const deploysOf = (site: string) => [...peer.deploys.values()].filter((one) => one.serviceId === serviceOf(site)?.id);
/** An export of the build to GitHub, as `exports.test.ts` makes them with git. */
const pushed = async () =>
  await asService((tx) =>
    sql`insert into public.exports (workspace_id, build_id, target, repository, status, step, branch, commit_sha, url)
      values (${ws.id}, ${build.id}, 'new_repository', 'member-app', 'succeeded', 'done', 'main', ${sha}, ${`https://github.com/${repository}`})`.execute(
      tx,
    ),
  );
/** The first such mutation is done, but its answer never arrives. */
function loseFirst(field: string): () => boolean {
  let isLost = false;
  peer.interfere(({ text }) => {
    if (isLost || !new RegExp(`mutation[^{]*\\{ ${field}`).test(text)) return undefined;
    isLost = true;
    return "lose";
  });
  return () => isLost;
}

describe("connecting Railway", () => {
  it("finds the workspace of a token, or asks for one", async () => {
    expect(connection).toMatchObject({ provider: "railway", account: "studio", hint: "…6666" });
    const wide = "0b1c2d3e-2222-4222-8333-444455557777";
    peer.tokens.set(wide, { ...account, workspaces: { "ws-1": "studio", "ws-2": "atelier" } });
    const many = await connectHost(ws, { provider: "railway", token: wide });
    expect([many.status, many.json.code, many.json.error]).toEqual([
      422,
      "TEAM_UNKNOWN",
      expect.stringContaining("studio, atelier"),
    ]);
    expect((await connectHost(ws, { provider: "railway", token: wide, team: "atelier" })).json.data.account).toBe(
      "atelier",
    );
    expect((await connectHost(ws, { provider: "railway", token: wide, team: "ws-9" })).json.code).toBe("TEAM_UNKNOWN");
    const narrow = "0b1c2d3e-3333-4222-8333-444455558888";
    peer.tokens.set(narrow, { ...account, isPerson: false, workspaces: { "ws-3": "alone" } });
    expect((await connectHost(ws, { provider: "railway", token: narrow, team: "ws-3" })).json.data.account).toBe(
      "alone",
    );
    for (const team of [undefined, "ws-1"]) {
      const nobodys = { provider: "railway" as const, token: "0b1c2d3e-nobody-knows-this-token" };
      const bad = await connectHost(ws, team === undefined ? nobodys : { ...nobodys, team });
      expect([bad.status, bad.json.code]).toEqual([422, "TOKEN_REFUSED"]);
    }
  });
});

describe("a deploy to Railway", () => {
  it("wants the version at GitHub first", async () => {
    const refused = await ask({ site: name() });
    expect([refused.status, refused.json.code, refused.json.error]).toEqual([
      409,
      "NEEDS_REPOSITORY",
      expect.stringContaining("Export this version to GitHub first"),
    ]);
    await pushed();
    expect((await ask({ site: name() })).status).toBe(202);
  });

  it("makes a project with a service that builds the exported commit, and tells where the app runs", async () => {
    const site = name();
    const done = await deployed({ site, settings: [url] });
    expect(done).toMatchObject({
      ...{ status: "succeeded", error: null, url: `https://${site}-production.up.railway.app` },
      ...{ owner: "octo", repository: "member-app", branch: "main" },
    });
    expect(called(site)[0]).toMatchObject({ workspace: "ws-1", description: `Built with Atrium, export ${done.id}` });
    expect(serviceOf(site)).toMatchObject({
      ...{ name: site, repo: repository, port: 3000 },
      variables: { PORT: "3000", [url.name]: url.value },
    });
    expect(deploysOf(site).map(({ commitHash }) => commitHash)).toEqual([sha]);
    expect(done.logUrl).toContain(`https://railway.com/project/${called(site)[0]?.id}/service/`);
    expect(await tracesOf(url.value)).toEqual([]);
  });

  it("builds the same commit again for new settings, in the same service", async () => {
    const site = name();
    await deployed({ site });
    expect((await deployed({ site, settings: [url] })).status).toBe("succeeded");
    expect([called(site).length, called(site)[0]?.services.length, deploysOf(site).length]).toEqual([1, 1, 2]);
  });

  it.each(["projectCreate", "serviceCreate", "variableCollectionUpsert", "serviceDomainCreate", "serviceConnect"])(
    "is made once when the answer to %s is lost",
    async (field) => {
      const site = name();
      const wasLost = loseFirst(field);
      const done = await deployed({ site, settings: [url] });
      expect([done.status, wasLost()]).toEqual(["succeeded", true]);
      expect([called(site).length, called(site)[0]?.services.length, deploysOf(site).length]).toEqual([1, 1, 1]);
    },
  );

  it("is started once when the answer to a later deploy is lost", async () => {
    const site = name();
    await deployed({ site });
    const wasLost = loseFirst("serviceInstanceDeployV2");
    expect((await deployed({ site })).status).toBe("succeeded");
    expect([wasLost(), deploysOf(site).length]).toEqual([true, 2]);
  });
});

describe("what goes wrong at Railway", () => {
  it("a repository that its GitHub app does not see; once it does, the same project is used", async () => {
    peer.repositories.clear();
    const site = name();
    const refused = await deployed({ site });
    expect([refused.error?.code, refused.error?.message]).toEqual([
      "REPOSITORY_UNSEEN",
      expect.stringContaining(`cannot see ${repository}`),
    ]);
    mend();
    await again(refused.id);
    expect((await settled(refused.id)).status).toBe("succeeded");
    expect(called(site)).toHaveLength(1);
  });

  it("a build that fails, a right that is missing, a plan, a token that is over, a limit and being away", async () => {
    peer.next = "FAILED";
    expect((await deployed({ site: name() })).error?.code).toBe("BUILD_FAILED");
    mend();
    peer.tokens.set(token, { ...account, mayWrite: false });
    expect((await deployed({ site: name() })).error?.code).toBe("PERMISSION_MISSING");
    mend();
    const broke = { errors: [{ message: "Your trial has expired. Please select a plan to continue using Railway." }] };
    peer.interfere(({ text }) => (text.includes("projectCreate") ? { status: 200, body: broke } : undefined));
    expect((await deployed({ site: name() })).error?.code).toBe("PLAN_LIMIT");
    peer.interfere(() => ({ status: 429, headers: { "retry-after": "60" }, body: {} }));
    expect((await deployed({ site: name() })).error?.code).toBe("RATE_LIMITED");
    peer.interfere(() => "cut");
    const { waiting, done } = await delayed(name(), mend);
    expect([waiting.status, waiting.error?.code, done.status]).toEqual(["running", "HOST_UNREACHABLE", "succeeded"]);
    peer.tokens.delete(token);
    expect((await deployed({ site: name() })).error?.code).toBe("TOKEN_REVOKED");
    expect(await actionsOn(ws.id, connection.id)).toContain("connection.refused");
  });

  it("a build is canceled when somebody wants so", async () => {
    const site = name();
    expect((await stopped(site)).status).toBe("canceled");
    expect(deploysOf(site)[0]?.status).toBe("REMOVED");
  });
});
