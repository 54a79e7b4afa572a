import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { resealConnections } from "@/lib/features/connection/jobs/reseal.handler";
import { openConnection } from "@/lib/features/connection/services/open-connection";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { createDesk } from "../factories/exports";
import { connectByClick, endTokenIn, peopleAt, secretOf } from "../factories/github-connect";
import { createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { actionsOn } from "../factories/templates";
import { type GitHubPeer, githubPeer } from "../harness/github-peer";

let peer: GitHubPeer;
let ws: TestWorkspace;
let admin: Person;
beforeAll(async () => {
  peer = await githubPeer();
  ws = await createWorkspace();
  admin = ws.owner;
});
afterEach(() => {
  peer.interfere();
  peer.oauth.lifeSeconds = null;
  vi.restoreAllMocks();
});

const { newPerson, found: foundAt, tokensOf } = peopleAt(await githubPeer(), "renewed", 60_000);
const found = (login: string, at = ws) => foundAt(login, at);
async function connected(login: string) {
  expect(await connectByClick(admin, ws)).toContain("github=connected");
  const row = await found(login);
  if (!row) throw new Error("not connected");
  return row;
}

describe("a token that ends", () => {
  async function ending(login = newPerson()) {
    peer.oauth.lifeSeconds = 28_800;
    const row = await connected(login);
    expect(Date.parse(row.expiresAt ?? "")).toBeGreaterThan(Date.now() + 180 * 86_400_000);
    return row;
  }

  it("is used while it lasts, renewed when it ends soon, and the former one works nowhere any more", async () => {
    const login = newPerson();
    const { id } = await ending(login);
    const before = (await openConnection(ws.id, id))?.token;
    expect((await openConnection(ws.id, id))?.token).toBe(before);
    await endTokenIn(id, 300);
    const after = (await openConnection(ws.id, id))?.token ?? "";
    expect(after).not.toBe(before);
    expect(tokensOf(login)).toEqual([after]);
    expect((await openConnection(ws.id, id))?.token).toBe(after);
    // The next one comes from the refresh token that came with this one.
    await endTokenIn(id, -60);
    const third = (await openConnection(ws.id, id))?.token;
    expect([third === after, tokensOf(login)]).toEqual([false, [third]]);
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created"]);
  });

  it("is renewed once for two that need it at the same moment", async () => {
    const { id } = await ending();
    await endTokenIn(id, 0);
    const before = peer.oauth.renewals;
    const opened = await Promise.all([openConnection(ws.id, id), openConnection(ws.id, id), openConnection(ws.id, id)]);
    expect([new Set(opened.map((one) => one?.token)).size, peer.oauth.renewals - before]).toEqual([1, 1]);
  });

  it("marks the connection as refused when its person has taken the authorisation back", async () => {
    const login = newPerson();
    const { id } = await ending(login);
    await endTokenIn(id, 0);
    peer.oauth.takeBack();
    await expect(openConnection(ws.id, id)).rejects.toMatchObject({ failure: "unauthorized" });
    expect(await found(login)).toMatchObject({ state: "refused" });
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created", "connection.refused"]);
    // Connecting anew mends it.
    await connected(login);
    expect(await found(login)).toMatchObject({ id, state: "works" });
  });

  it("stays as it is when GitHub is away, and is renewed the next time", async () => {
    const login = newPerson();
    const { id } = await ending(login);
    await endTokenIn(id, 0);
    peer.interfere(({ path }) => (path === "/login/oauth/access_token" ? { status: 502 } : undefined));
    await expect(openConnection(ws.id, id)).rejects.toMatchObject({ failure: "unreachable" });
    peer.interfere();
    expect(await found(login)).toMatchObject({ state: "works" });
    expect((await openConnection(ws.id, id))?.token).toBe(tokensOf(login)[0]);
  });

  it("does not overwrite an account that was connected anew while it was being renewed", async () => {
    const login = newPerson();
    const { id } = await ending(login);
    await endTokenIn(id, 0);
    let again: Promise<unknown> | undefined;
    peer.interfere(({ path }) => {
      if (path === "/login/oauth/access_token" && !again) again = connectByClick(admin, ws);
      return undefined;
    });
    const renewed = openConnection(ws.id, id);
    await renewed.catch(() => undefined);
    await again;
    const token = (await openConnection(ws.id, id))?.token ?? "";
    expect([tokensOf(login).includes(token), (await found(login))?.state]).toEqual([true, "works"]);
  });

  it("that is renewed elsewhere while an export uses it makes that one try again, and the account stays as it is", async () => {
    const desk = await createDesk("renewing", 61_000);
    const login = newPerson();
    peer.oauth.lifeSeconds = 28_800;
    expect(await connectByClick(desk.ws.owner, desk.ws)).toContain("github=connected");
    const { id = "" } = (await foundAt(login, desk.ws)) ?? {};
    const until = (at: Date | null) =>
      asService((tx) =>
        tx
          .updateTable("private.connection_secrets")
          .set({ renewing_until: at?.toISOString() ?? null })
          .where("connection_id", "=", id)
          .execute(),
      );
    peer.interfere(({ path }) => (path === "/api/v3/user/repos" ? { status: 401, body: {} } : undefined));
    const ask = { target: "new_repository", repository: desk.name(), connectionId: id };
    await until(new Date(Date.now() + 30_000));
    const waiting = await desk.exported(ask);
    expect([waiting.error?.code, waiting.finishedAt]).toEqual(["TOKEN_RENEWED", null]);
    expect((await foundAt(login, desk.ws))?.state).toBe("works");
    // The same refusal of the token that counts is the account's.
    await until(null);
    await desk.hurry();
    await desk.work();
    expect(await desk.one(waiting.id)).toMatchObject({ status: "failed", error: { code: "TOKEN_REVOKED" } });
    expect((await foundAt(login, desk.ws))?.state).toBe("refused");
  });

  it("moves to a new key of the installation with what renews it", async () => {
    const { id } = await ending();
    const [old] = env().ENCRYPTION_KEYS;
    if (!old) throw new Error("the tests have a local key");
    const next = { id: "next", key: Buffer.alloc(32, 5) };
    const keys = vi.spyOn(env(), "ENCRYPTION_KEYS", "get").mockReturnValue([next, old]);
    const run = { jobId: "x", attempt: 1, signal: new AbortController().signal };
    await resealConnections({}, run);
    keys.mockReturnValue([next]);
    await endTokenIn(id, 0);
    expect((await openConnection(ws.id, id))?.token).toBeDefined();
    keys.mockReturnValue([old, next]);
    await resealConnections({}, run);
    expect((await secretOf(id)).key_id).toBe(old.id);
  });
});
