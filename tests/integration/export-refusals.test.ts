import { afterEach, describe, expect, it } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { createDesk } from "../factories/exports";
import { actionsOn } from "../factories/templates";
import { hasGit } from "../harness/github-peer";

const withGit = hasGit || process.env.CI === "true" ? describe : describe.skip;
const desk = await createDesk("strict", 31_338);
const { peer, mend, token, ws, connection, connectWith, ask, one, work, hurry, exported, name } = desk;
afterEach(mend);

withGit("what GitHub refuses", () => {
  const failing = async (body: Record<string, unknown>) => (await exported(body)).error ?? { code: "", message: "" };

  it.each([
    ["archived", { archived: true }, "REPOSITORY_ARCHIVED"],
    ["not writable", { canPush: false }, "NO_PUSH_RIGHT"],
  ])("a repository that is %s", async (_what, facts, code) => {
    const repository = name();
    peer.addRepository(`strict/${repository}`, facts, { "a.txt": "a" });
    expect((await failing({ target: "pull_request", owner: "strict", repository })).code).toBe(code);
  });

  it("a repository without a commit, and one that is not there", async () => {
    const repository = name();
    peer.addRepository(`strict/${repository}`);
    const empty = await failing({ target: "pull_request", owner: "strict", repository });
    expect([empty.code, empty.message]).toEqual(["REPOSITORY_EMPTY", expect.stringContaining("first file")]);
    const none = await failing({ target: "pull_request", owner: "strict", repository: "not-there" });
    expect([none.code, none.message]).toEqual(["REPOSITORY_NOT_FOUND", expect.stringContaining("strict/not-there")]);
  });

  it("a branch that its rules forbid", async () => {
    const repository = name();
    const full = `strict/${repository}`;
    peer.addRepository(full, {}, { "a.txt": "a" });
    peer.refusePushes(full, "GH013: Repository rule violations found");
    const refused = await failing({ target: "pull_request", owner: "strict", repository });
    expect([refused.code, refused.message]).toEqual(["BRANCH_PROTECTED", expect.stringContaining("atrium/")]);
  });

  it("a token without the right to write workflows: said before anything is made", async () => {
    const secret = "ghp_NoWorkflow00000000000000000000000000e8e8";
    peer.tokens.set(secret, { id: 4_004, login: "frugal", scopes: "repo" });
    const { id } = (await connectWith(secret)).json.data;
    const wish = { target: "new_repository", repository: name(), connectionId: id };
    const refused = await failing(wish);
    expect([refused.code, refused.message]).toEqual(["WORKFLOW_SCOPE_MISSING", expect.stringContaining("workflow")]);
    expect(await exported({ ...wish, ci: "gitlab" })).toMatchObject({ status: "succeeded" });
  });

  it("too many calls, with the time from which on it takes some again", async () => {
    peer.interfere(() => ({
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1893456000" },
      body: { message: "API rate limit exceeded" },
    }));
    const refused = await failing({ target: "new_repository", repository: name() });
    expect([refused.code, refused.message]).toEqual(["RATE_LIMITED", expect.stringContaining("2030-01-01 00:00 UTC")]);
  });

  it("single sign-on, an answer nobody understands, and being away: the last two are tried four times", async () => {
    peer.interfere(() => ({ status: 403, headers: { "x-github-sso": "required" }, body: {} }));
    expect((await failing({ target: "new_repository", repository: name() })).code).toBe("SSO_REQUIRED");
    for (const [answer, code] of [
      [{ status: 200, body: "hello" }, "GITHUB_UNEXPECTED"],
      [{ status: 503 }, "GITHUB_UNREACHABLE"],
    ] as const) {
      peer.interfere(() => answer);
      const asked = await ask({ target: "new_repository", repository: name() });
      for (let tries = 1; tries <= 4; tries++) {
        await work();
        const now = await one(asked.json.data.id);
        expect([tries, now.status, now.error?.code]).toEqual([tries, tries < 4 ? "running" : "failed", code]);
        await hurry();
      }
    }
  });

  it("a token that was revoked: the connection says so, too", async () => {
    peer.tokens.delete(token);
    const refused = await failing({ target: "new_repository", repository: name() });
    expect([refused.code, refused.message]).toEqual(["TOKEN_REVOKED", expect.stringContaining("Connections")]);
    const row = await (await rawDatabase())
      .selectFrom("connections")
      .select("accepted")
      .where("id", "=", connection.id)
      .executeTakeFirstOrThrow();
    expect(row.accepted).toBe(false);
    expect(await actionsOn(ws.id, connection.id)).toContain("connection.refused");
  });
});
