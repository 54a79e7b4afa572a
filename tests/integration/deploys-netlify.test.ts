import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { connectHost, createDeployDesk, tracesOf } from "../factories/deploys";
import { actionsOn } from "../factories/templates";
import { netlifyPeer } from "../harness/netlify-peer";

const peer = await netlifyPeer();
const token = "nfp_Studio000000000000000000000000c3d4";
const account = { id: "u1", email: "robin@example.test", teams: { t1: "studio", t2: "atelier" }, mayWrite: true };
const mend = () => {
  peer.interfere();
  peer.tokens.set(token, { ...account });
  peer.next = { state: "ready" };
};
mend();
const desk = await createDeployDesk("netlify", token);
const { ws, build, connection, settled, deployed, again, stopped, delayed, name } = desk;
afterEach(mend);

const url = { name: "NEXT_PUBLIC_SUPABASE_URL", value: "https://netlify-test.supabase.co" };
const called = (site: string) => [...peer.sites.values()].filter((one) => one.name === site);
const deploysOf = (site: string) => [...peer.deploys.values()].filter((one) => called(site)[0]?.id === one.siteId);
/** The first such call is done, but its answer never arrives. */
function loseFirst(method: string, path: RegExp): () => boolean {
  let isLost = false;
  peer.interfere((asked) => {
    if (isLost || asked.method !== method || !path.test(asked.path)) return undefined;
    isLost = true;
    return "lose";
  });
  return () => isLost;
}
/** What an archive holds, as the system's own tool lists it. */
function entriesOf(zip: Buffer): string[] {
  const folder = mkdtempSync(join(tmpdir(), "atrium-netlify-"));
  writeFileSync(join(folder, "a.zip"), zip);
  const { stdout } = spawnSync("unzip", ["-Z1", join(folder, "a.zip")], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return stdout.trim().split("\n").sort();
}
const hasUnzip = spawnSync("unzip", ["-v"]).status === 0;

describe("connecting Netlify", () => {
  it("asks whose token it is, in a team of theirs or in none", async () => {
    expect(connection).toMatchObject({ provider: "netlify", account: "robin@example.test", hint: "nfp_…c3d4" });
    const team = await connectHost(ws, { provider: "netlify", token, team: "atelier" });
    expect([team.status, team.json.data.account]).toEqual([201, "atelier"]);
    const others = await connectHost(ws, { provider: "netlify", token, team: "others" });
    expect([others.status, others.json.code]).toEqual([422, "TEAM_UNKNOWN"]);
    const bad = await connectHost(ws, { provider: "netlify", token: "nfp_NobodyKnowsThisToken000000" });
    expect([bad.status, bad.json.code]).toEqual([422, "TOKEN_REFUSED"]);
  });
});

describe("a deploy to Netlify", () => {
  it("makes a site, sends settings and the sources to build, and tells where the app runs", async () => {
    const site = name();
    const done = await deployed({ site, settings: [url] });
    expect(done).toMatchObject({ status: "succeeded", error: null, url: `https://${site}.netlify.app` });
    expect(done.logUrl).toMatch(new RegExp(`^https://app.netlify.com/projects/${site}/deploys/dep-`));
    expect(called(site)[0]).toMatchObject({
      owner: "studio",
      env: [{ key: url.name, is_secret: false, values: [{ context: "all", value: url.value }] }],
    });
    const [made] = deploysOf(site);
    expect(made?.title).toBe(`Version 1 from Atrium, export ${done.id}`);
    if (hasUnzip) expect(entriesOf(made?.zip ?? Buffer.alloc(0))).toEqual(build.files.map(({ path }) => path).sort());
    expect(await tracesOf(url.value)).toEqual([]);
    expect(await actionsOn(ws.id, done.id)).toEqual(["export.created", "export.succeeded"]);
  });

  it("updates site and settings of an earlier deploy", async () => {
    const site = name();
    await deployed({ site, settings: [url] });
    const key = { name: "NEXT_PUBLIC_SUPABASE_ANON_KEY", value: "anon-key-of-nobody-0123456789" };
    const settings = [{ ...url, value: "https://other.supabase.co" }, key];
    expect((await deployed({ site, settings })).status).toBe("succeeded");
    expect([called(site).length, deploysOf(site).length]).toEqual([1, 2]);
    const values = called(site)[0]?.env.map((one) => [one.key, one.values[0]?.value]);
    expect(values).toEqual(settings.map((one) => [one.name, one.value]));
  });

  it("goes into the team that the connection names", async () => {
    const connectionId = (await connectHost(ws, { provider: "netlify", token, team: "t2" })).json.data.id;
    const site = name();
    expect((await deployed({ site, connectionId })).status).toBe("succeeded");
    expect(called(site)[0]?.owner).toBe("atelier");
  });

  it.each([/\/sites$/, /\/env$/, /\/builds$/])("is made once when the answer to %s is lost", async (path) => {
    const site = name();
    const wasLost = loseFirst("POST", path);
    const done = await deployed({ site, settings: [url] });
    expect([done.status, wasLost()]).toEqual(["succeeded", true]);
    expect([called(site).length, deploysOf(site).length, called(site)[0]?.env.length]).toEqual([1, 1, 1]);
  });

  it("does not take over a site of the same name: not another's, not an older one, not one in use", async () => {
    const old = "2020-01-01T00:00:00.000Z";
    for (const [owner, createdAt, inUse] of [
      ["strangers", new Date().toISOString(), false],
      ["studio", old, false],
      ["studio", new Date().toISOString(), true],
    ] as const) {
      const site = name();
      const theirs = { id: `theirs-${site}`, name: site, owner, createdAt, env: [] };
      peer.sites.set(theirs.id, theirs);
      const theirDeploy = { id: `d-${site}`, siteId: theirs.id, state: "error", title: "", zip: Buffer.alloc(0) };
      if (inUse) peer.deploys.set(theirDeploy.id, theirDeploy);
      const refused = await deployed({ site, settings: [url] });
      expect(refused.error?.code).toBe("NAME_TAKEN");
      await again(refused.id);
      expect((await settled(refused.id)).error?.code).toBe("NAME_TAKEN");
      expect([theirs.env, deploysOf(site).length]).toEqual([[], inUse ? 1 : 0]);
    }
  });
});

describe("what goes wrong at Netlify", () => {
  it("a build that fails says so, with Netlify's line; another try builds again", async () => {
    peer.next = { state: "error", error: "Build script returned non-zero exit code: 2" };
    const site = name();
    const failed = await deployed({ site });
    expect([failed.status, failed.error?.code]).toEqual(["failed", "BUILD_FAILED"]);
    expect(failed.error?.message).toContain("It says: Build script returned non-zero exit code: 2");
    peer.next = { state: "ready" };
    await again(failed.id);
    expect((await settled(failed.id)).status).toBe("succeeded");
    expect(deploysOf(site)).toHaveLength(2);
  });

  it("a token without the right, one that is revoked, a limit, and being away", async () => {
    peer.tokens.set(token, { ...account, mayWrite: false });
    expect((await deployed({ site: name() })).error?.code).toBe("PERMISSION_MISSING");
    mend();
    const headers = { "x-ratelimit-reset": "2030-01-01 00:00:30 UTC" };
    peer.interfere(({ method }) => (method === "POST" ? { status: 429, headers, body: {} } : undefined));
    const limited = await deployed({ site: name() });
    expect([limited.error?.code, limited.error?.message]).toEqual([
      "RATE_LIMITED",
      expect.stringContaining("2030-01-01 00:00 UTC"),
    ]);
    peer.interfere(() => ({ status: 503 }));
    const { waiting, done } = await delayed(name(), mend);
    expect([waiting.status, waiting.error?.code, done.status]).toEqual(["running", "HOST_UNREACHABLE", "succeeded"]);
    peer.tokens.delete(token);
    expect((await deployed({ site: name() })).error?.code).toBe("TOKEN_REVOKED");
    expect(await actionsOn(ws.id, connection.id)).toContain("connection.refused");
  });

  it("a build is canceled when somebody wants so", async () => {
    const site = name();
    expect((await stopped(site)).status).toBe("canceled");
    expect(deploysOf(site)[0]).toMatchObject({ state: "error", error: "Canceled build" });
  });
});
