import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DELETE as remove } from "@/app/api/v1/connections/[connectionId]/route";
import { POST as connect, GET as list } from "@/app/api/v1/connections/route";
import type { Connection } from "@/lib/features/connection/connection.schema";
import { resealConnections } from "@/lib/features/connection/jobs/reseal.handler";
import { openConnection } from "@/lib/features/connection/services/open-connection";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { addMember, createKey, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { actionsOn } from "../factories/templates";
import { call } from "../harness/call";
import { type GitHubPeer, githubPeer, peerToken } from "../harness/github-peer";

let peer: GitHubPeer;
let ws: TestWorkspace;
let admin: Person;
let editor: Person;
let viewer: Person;
beforeAll(async () => {
  peer = await githubPeer();
  ws = await createWorkspace();
  admin = await addMember(ws, "admin");
  editor = await addMember(ws, "editor");
  viewer = await addMember(ws, "viewer");
});
beforeEach(() => peer.interfere());

type Who = Person | { secret: string };
const connectAs = (as: Who, token: string, into = ws) =>
  call<Connection>(connect, {
    as,
    method: "POST",
    path: `/api/v1/connections?workspace=${into.slug}`,
    body: { provider: "github", token },
  });
const listAs = (as: Who) => call<Connection[]>(list, { as, path: `/api/v1/connections?workspace=${ws.slug}` });
const removeAs = (as: Who, connectionId: string) =>
  call(remove, {
    as,
    method: "DELETE",
    path: `/api/v1/connections/${connectionId}?workspace=${ws.slug}`,
    params: { connectionId },
  });
let count = 0;
/** A token of an account of its own. */
function newToken(facts: Partial<{ scopes: string | null; expires: string; login: string; id: number }> = {}) {
  count += 1;
  const token = `ghp_Test${String(count).padStart(32, "0")}`;
  peer.tokens.set(token, { id: 9000 + count, login: `person-${count}`, scopes: "repo, workflow", ...facts });
  return token;
}
const secretOf = async (id: string) =>
  (await rawDatabase())
    .selectFrom("private.connection_secrets")
    .selectAll()
    .where("connection_id", "=", id)
    .executeTakeFirst();

describe("connecting GitHub", () => {
  it("asks GitHub whose token it is and shows nothing of it but its end", async () => {
    const token = newToken({ login: "studio", expires: "2027-03-01 12:00:00 UTC" });
    const answer = await connectAs(admin, token);
    expect([answer.status, answer.text]).toEqual([201, expect.not.stringContaining(token)]);
    expect(answer.json.data).toMatchObject({
      provider: "github",
      account: "studio",
      hint: `ghp_…${token.slice(-4)}`,
      scopes: ["repo", "workflow"],
      state: "works",
      expiresAt: "2027-03-01T12:00:00.000Z",
      createdBy: admin.name,
    });
    const listed = await listAs(editor);
    expect(listed.json.data.map((row) => row.account)).toContain("studio");
    expect(listed.text).not.toContain(token);
    expect(await actionsOn(ws.id, answer.json.data.id)).toEqual(["connection.created"]);
  });

  it("keeps the token sealed, nowhere else, and can open it again", async () => {
    const token = newToken();
    const { id } = (await connectAs(admin, token)).json.data;
    const kept = await secretOf(id);
    expect(kept?.sealed).toMatch(/^v1\.local\./);
    expect(await openConnection(ws.id, id)).toMatchObject({ token, scopes: ["repo", "workflow"] });
    const { rows } = await sql<{ found: number }>`select (
      (select count(*) from public.audit_logs l where l.changes::text like ${`%${token}%`})
      + (select count(*) from private.idempotency_keys k where k.body::text like ${`%${token}%`})
      + (select count(*) from public.connections c where to_jsonb(c)::text like ${`%${token}%`})
      + (select count(*) from private.connection_secrets s where s.sealed like ${`%${token.slice(8)}%`}))::int as found`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.found).toBe(0);
  });

  it("does not open a token in another workspace's row", async () => {
    const other = await createWorkspace();
    const mine = (await connectAs(admin, newToken())).json.data.id;
    const theirs = (await connectAs(other.owner, newToken(), other)).json.data.id;
    expect(await openConnection(ws.id, theirs)).toBeUndefined();
    const stolen = (await secretOf(theirs))?.sealed ?? "";
    await asService((tx) =>
      tx.updateTable("private.connection_secrets").set({ sealed: stolen }).where("connection_id", "=", mine).execute(),
    );
    await expect(openConnection(ws.id, mine)).rejects.toMatchObject({ code: "SECRET_UNREADABLE" });
    await removeAs(admin, mine);
  });

  it("takes a new token of the same account in place of the old one", async () => {
    const first = newToken({ id: 4711, login: "old-name" });
    const second = newToken({ id: 4711, login: "new-name" });
    const { id } = (await connectAs(admin, first)).json.data;
    const again = await connectAs(ws.owner, second);
    expect(again.json.data).toMatchObject({ id, account: "new-name", createdBy: ws.owner.name });
    expect((await openConnection(ws.id, id))?.token).toBe(second);
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created", "connection.replaced"]);
  });

  it("says what is wrong with a token, and keeps nothing of it", async () => {
    const before = (await listAs(admin)).json.data.length;
    const unknown = await connectAs(admin, "ghp_NobodyKnowsThisOne0000000000000000000");
    expect([unknown.status, unknown.json.code]).toEqual([422, "TOKEN_REFUSED"]);
    expect(unknown.json.details).toMatchObject({ fields: { token: expect.stringContaining("GitHub") } });
    const weak = await connectAs(admin, newToken({ scopes: "gist, read:user" }));
    expect([weak.status, weak.json.code]).toEqual([422, "TOKEN_SCOPE_MISSING"]);
    // A fine-grained token does not tell; what it may not do shows when it is used.
    expect((await connectAs(admin, newToken({ scopes: null }))).json.data.scopes).toBeNull();
    for (const wrong of ["short", "with a space in the middle of it", "ghp_ümlaut000000000000000000"])
      expect((await connectAs(admin, wrong)).status).toBe(422);
    expect((await listAs(admin)).json.data.length).toBe(before + 1);
  });

  it("says so when GitHub is away or takes no more calls", async () => {
    const token = newToken();
    peer.interfere(() => "cut");
    const away = await connectAs(admin, token);
    expect([away.status, away.json.code]).toEqual([502, "PROVIDER_UNREACHABLE"]);
    peer.interfere(() => ({ status: 403, headers: { "x-ratelimit-remaining": "0" }, body: { message: "slow down" } }));
    const spent = await connectAs(admin, token);
    expect([spent.status, spent.json.code]).toEqual([429, "PROVIDER_RATE_LIMITED"]);
  });

  it("is for admins; editors see which accounts there are, and no API key does either", async () => {
    const { id } = (await connectAs(admin, newToken())).json.data;
    expect((await connectAs(editor, newToken())).status).toBe(403);
    expect((await listAs(viewer)).status).toBe(403);
    expect((await removeAs(editor, id)).status).toBe(403);
    const key = await createKey(ws, ["projects.read"], "admin");
    expect((await listAs(key)).status).toBe(403);
    expect((await connectAs(key, newToken())).status).toBe(403);
    expect(await secretOf(id)).toBeDefined();
    expect((await removeAs(admin, id)).status).toBe(200);
    expect(await secretOf(id)).toBeUndefined();
    expect((await removeAs(admin, id)).status).toBe(404);
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created", "connection.deleted"]);
  });

  it("asks nobody when it could not keep the answer", async () => {
    vi.spyOn(env(), "ENCRYPTION_KEYS", "get").mockReturnValue([]);
    const answer = await connectAs(admin, peerToken);
    vi.restoreAllMocks();
    expect([answer.status, answer.json.code, peer.asked]).toEqual([503, "ENCRYPTION_NOT_CONFIGURED", []]);
  });

  it("stops at twenty accounts", async () => {
    const full = await createWorkspace();
    for (let i = 0; i < 20; i++) expect((await connectAs(full.owner, newToken(), full)).status).toBe(201);
    expect((await connectAs(full.owner, newToken(), full)).json.code).toBe("CONNECTION_LIMIT");
  });
});

describe("a new key of the installation", () => {
  it("takes over every secret, after which the old key can go", async () => {
    const token = newToken();
    const { id } = (await connectAs(admin, token)).json.data;
    const [old] = env().ENCRYPTION_KEYS;
    if (!old) throw new Error("the tests have a local key");
    const next = { id: "next", key: Buffer.alloc(32, 5) };
    const keys = vi.spyOn(env(), "ENCRYPTION_KEYS", "get");
    const run = { jobId: "x", attempt: 1, signal: new AbortController().signal };
    try {
      keys.mockReturnValue([next]);
      await expect(resealConnections({}, run)).rejects.toMatchObject({ code: "SECRET_UNREADABLE" });
      keys.mockReturnValue([next, old]);
      await resealConnections({}, run);
      keys.mockReturnValue([next]);
      expect((await openConnection(ws.id, id))?.token).toBe(token);
      keys.mockReturnValue([old, next]);
      await resealConnections({}, run);
      expect((await secretOf(id))?.key_id).toBe("local");
    } finally {
      vi.restoreAllMocks();
    }
  });
});
