import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DELETE as remove } from "@/app/api/v1/connections/[connectionId]/route";
import { POST as connect } from "@/app/api/v1/connections/route";
import { openConnection } from "@/lib/features/connection/services/open-connection";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { comeBack, connectByClick, peopleAt, secretOf, startAs, visit } from "../factories/github-connect";
import {
  addMember,
  createKey,
  createPerson,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { actionsOn } from "../factories/templates";
import { call } from "../harness/call";
import { peerApp } from "../harness/github-oauth-peer";
import { type GitHubPeer, githubPeer } from "../harness/github-peer";

let peer: GitHubPeer;
let ws: TestWorkspace;
let admin: Person;
beforeAll(async () => {
  peer = await githubPeer();
  ws = await createWorkspace();
  admin = await addMember(ws, "admin");
});
const itself = { refuses: null, lifeSeconds: null, gives: null };
afterEach(() => {
  peer.interfere();
  Object.assign(peer.oauth, itself);
  vi.restoreAllMocks();
});

const { newPerson, found: foundAt, tokensOf } = peopleAt(await githubPeer(), "clicker", 50_000);
const page = (outcome: string, at = ws) => `/${at.slug}/settings/connections?github=${outcome}`;
const found = (login: string, at = ws) => foundAt(login, at);
async function connected(login = newPerson()) {
  expect(await connectByClick(admin, ws)).toBe(page("connected"));
  const row = await found(login);
  if (!row) throw new Error("not connected");
  return row;
}

describe("connecting GitHub by a click", () => {
  it("asks for what exports need, with a proof of its own each time", async () => {
    const urls = [await startAs(admin, ws), await startAs(admin, ws)].map((answer) => new URL(answer.json.data.url));
    const [first, second] = urls.map((url) => url.searchParams);
    expect(urls[0]?.href).toMatch(new RegExp(`^${peer.url}/login/oauth/authorize\\?`));
    expect(Object.fromEntries(first ?? [])).toMatchObject({
      client_id: peerApp.clientId,
      redirect_uri: `${env().SITE_URL}/auth/connections/github`,
      scope: "repo workflow read:org",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    for (const name of ["state", "code_challenge"]) expect(first?.get(name)).not.toBe(second?.get(name));
  });

  it("keeps the token sealed and nowhere else, and says in the log who did it", async () => {
    const login = newPerson();
    const { id, ...row } = await connected(login);
    const [token = ""] = tokensOf(login);
    expect(row).toMatchObject({
      provider: "github",
      via: "oauth",
      hint: `gho_…${token.slice(-4)}`,
      scopes: ["repo", "workflow", "read:org"],
      state: "works",
      expiresAt: null,
      createdBy: admin.name,
    });
    expect(await openConnection(ws.id, id)).toMatchObject({ token, account_name: login });
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created"]);
    const { rows } = await sql<{ found: number }>`select (
      (select count(*) from public.audit_logs l where l.changes::text like ${`%${token}%`})
      + (select count(*) from public.connections c where to_jsonb(c)::text like ${`%${token}%`})
      + (select count(*) from private.connection_secrets s where to_jsonb(s)::text like ${`%${token.slice(8)}%`}))::int as found`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.found).toBe(0);
  });

  it("keeps of the way there a hash and a sealed proof, and neither in clear", async () => {
    const { searchParams } = new URL((await startAs(admin, ws)).json.data.url);
    const state = searchParams.get("state") ?? "";
    const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from private.connection_attempts a
      where a.state_hash = sha256(convert_to(${state}, 'utf8'))`.execute(await rawDatabase());
    expect(rows).toHaveLength(1);
    for (const secret of [state, state.slice(-43), searchParams.get("code_challenge") ?? "none"])
      expect(rows[0]?.row).not.toContain(secret);
  });

  it("takes the place of a token that was pasted for the account, and the other way round", async () => {
    const login = newPerson();
    const pasted = `ghp_${"0".repeat(30)}${login}`;
    peer.tokens.set(pasted, { ...peer.oauth.person, scopes: "repo, workflow" });
    const paste = () =>
      call(connect, {
        as: admin,
        method: "POST",
        path: `/api/v1/connections?workspace=${ws.slug}`,
        body: { provider: "github", token: pasted },
      });
    await paste();
    peer.oauth.lifeSeconds = 28_800;
    const { id } = await connected(login);
    expect((await secretOf(id)).refresh_sealed).not.toBeNull();
    await paste();
    expect(await found(login)).toMatchObject({ id, via: "token" });
    expect(await secretOf(id)).toMatchObject({ refresh_sealed: null, token_expires_at: null });
    expect(await actionsOn(ws.id, id)).toEqual(["connection.created", "connection.replaced", "connection.replaced"]);
  });

  it("gives the token back to GitHub when the connection is removed", async () => {
    const login = newPerson();
    const { id } = await connected(login);
    const [token = ""] = tokensOf(login);
    const answer = await call(remove, {
      as: admin,
      method: "DELETE",
      path: `/api/v1/connections/${id}?workspace=${ws.slug}`,
      params: { connectionId: id },
    });
    expect([answer.status, tokensOf(login), peer.oauth.revoked.includes(token)]).toEqual([200, [], true]);
  });
});

describe("a way back that does not count", () => {
  /** Nothing is kept, and no token stays behind at GitHub. */
  const nothingOf = async (login: string, at = ws) =>
    expect([await found(login, at), tokensOf(login)]).toEqual([undefined, []]);

  it("because the person said no, or GitHub does not let them be asked", async () => {
    const login = newPerson();
    peer.oauth.refuses = "access_denied";
    expect(await connectByClick(admin, ws)).toBe(page("denied"));
    peer.oauth.refuses = "application_suspended";
    expect(await connectByClick(admin, ws)).toBe(page("refused"));
    await nothingOf(login);
  });

  it("because it was used before: address, code, or both at once", async () => {
    const login = newPerson();
    const back = await visit((await startAs(admin, ws)).json.data.url);
    expect(await comeBack(admin, back)).toBe(page("connected"));
    expect(await comeBack(admin, back)).toBe(page("used"));
    // A code that was used already, under a state that was not.
    const next = new URL((await startAs(admin, ws)).json.data.url);
    back.searchParams.set("state", next.searchParams.get("state") ?? "");
    expect(await comeBack(admin, back)).toBe(page("used"));
    expect(tokensOf(login)).toHaveLength(1);
    const twice = await visit((await startAs(admin, ws)).json.data.url);
    const ends = await Promise.all([comeBack(admin, twice), comeBack(admin, twice)]);
    expect(ends.sort()).toEqual([page("connected"), page("used")]);
  });

  it("because the code was meant for another way there (PKCE)", async () => {
    const login = newPerson();
    const theirs = await visit((await startAs(ws.owner, ws)).json.data.url);
    const mine = await visit((await startAs(admin, ws)).json.data.url);
    mine.searchParams.set("code", theirs.searchParams.get("code") ?? "");
    expect(await comeBack(admin, mine)).toBe(page("used"));
    await nothingOf(login);
  });

  it("because the state is nobody's, somebody else's, of another session or of another workspace", async () => {
    const login = newPerson();
    const back = await visit((await startAs(admin, ws)).json.data.url);
    const state = back.searchParams.get("state") ?? "";
    const forged = new URL(back);
    forged.searchParams.set("state", `${ws.slug}.${"A".repeat(43)}`);
    expect(await comeBack(admin, forged)).toBe(page("mismatch"));
    expect(await comeBack(ws.owner, back)).toBe(page("mismatch"));
    const other = await createWorkspace(admin);
    const moved = new URL(back);
    moved.searchParams.set("state", state.replace(ws.slug, other.slug));
    expect(await comeBack(admin, moved)).toBe(page("mismatch", other));
    const sessionOf = (id: string) =>
      asService((tx) =>
        sql`update private.connection_attempts set session_id = ${id} where state_hash = sha256(convert_to(${state}, 'utf8'))`.execute(
          tx,
        ),
      );
    await sessionOf(randomUUID());
    expect(await comeBack(admin, back)).toBe(page("mismatch"));
    await nothingOf(login);
    // None of those has spent it.
    await sessionOf(admin.sessionId);
    expect(await comeBack(admin, back)).toBe(page("connected"));
  });

  it("because nobody is signed in any more, or the address is not one of ours", async () => {
    const login = newPerson();
    const back = await visit((await startAs(admin, ws)).json.data.url);
    const signIn = `/sign-in?next=${encodeURIComponent(page("mismatch"))}`;
    expect(await comeBack(null, back)).toBe(signIn);
    expect(await comeBack({ ...admin, cookie: `${admin.cookie.split("=")[0]}=base64-e30` }, back)).toBe(signIn);
    for (const state of ["", "x", `//evil.example/.${"A".repeat(43)}`, `..%2f.${"A".repeat(43)}`]) {
      back.searchParams.set("state", state);
      expect(await comeBack(admin, back)).toBe("/workspaces");
    }
    await nothingOf(login);
  });

  it("because more than ten minutes have passed", async () => {
    const login = newPerson();
    const back = await visit((await startAs(admin, ws)).json.data.url);
    await asService((tx) =>
      sql`update private.connection_attempts set started_at = now() - interval '601 seconds'
        where user_id = ${admin.id} and used_at is null`.execute(tx),
    );
    expect(await comeBack(admin, back)).toBe(page("expired"));
    await nothingOf(login);
  });

  it("because the role is gone: before the way back, during it, or with the membership", async () => {
    const login = newPerson();
    const person = await addMember(ws, "admin");
    const setRole = (role: string) =>
      asService((tx) =>
        sql`update public.workspace_members set role = ${role} where workspace_id = ${ws.id} and user_id = ${person.id}`.execute(
          tx,
        ),
      );
    const early = await visit((await startAs(person, ws)).json.data.url);
    await setRole("editor");
    expect(await comeBack(person, early)).toBe(page("role"));
    await setRole("admin");
    // It was spent all the same.
    expect(await comeBack(person, early)).toBe(page("used"));
    const late = await visit((await startAs(person, ws)).json.data.url);
    let lost: Promise<unknown> | undefined;
    peer.interfere(({ path }) => {
      if (path === "/login/oauth/access_token") lost = setRole("editor");
      return undefined;
    });
    expect(await comeBack(person, late)).toBe(page("role"));
    await lost;
    await setRole("admin");
    const gone = await visit((await startAs(person, ws)).json.data.url);
    await asService((tx) =>
      sql`delete from public.workspace_members where workspace_id = ${ws.id} and user_id = ${person.id}`.execute(tx),
    );
    expect(await comeBack(person, gone)).toBe(page("role"));
    await nothingOf(login);
  });

  it("because the token may not push, there are twenty accounts already, or GitHub is away", async () => {
    const login = newPerson();
    peer.oauth.gives = "read:org";
    expect(await connectByClick(admin, ws)).toBe(page("scope"));
    peer.oauth.gives = null;
    for (const path of ["/login/oauth/access_token", "/api/v3/user"]) {
      const back = await visit((await startAs(admin, ws)).json.data.url);
      peer.interfere((asked) => (asked.path === path ? "cut" : undefined));
      expect(await comeBack(admin, back)).toBe(page("unreachable"));
      peer.interfere();
    }
    const full = await createWorkspace(admin);
    await asService((tx) =>
      sql`insert into public.connections (workspace_id, provider, account_id, account_name, hint)
        select ${full.id}, 'github', 'many-' || n, 'many', '…' from generate_series(1, 20) n`.execute(tx),
    );
    expect(await connectByClick(admin, full)).toBe(page("limit", full));
    await nothingOf(login, full);
    await nothingOf(login);
  });

  it("because GitHub does not know the installation's app any more", async () => {
    const login = newPerson();
    vi.spyOn(env(), "GITHUB_EXPORT_CLIENT_SECRET", "get").mockReturnValue("another one");
    expect(await connectByClick(admin, ws)).toBe(page("refused"));
    await nothingOf(login);
  });
});

describe("who may begin it", () => {
  it("admins of the workspace in person; nobody else leaves a trace", async () => {
    const rows = async () =>
      (await asService((tx) => tx.selectFrom("private.connection_attempts").select("state_hash").execute())).length;
    const before = await rows();
    const editor = await addMember(ws, "editor");
    const key = await createKey(ws, ["projects.read"], "admin");
    const stranger = await createPerson();
    const answers = [];
    for (const who of [editor, key, stranger, null]) answers.push((await startAs(who, ws)).status);
    expect([answers, await rows()]).toEqual([[403, 403, 404, 401], before]);
  });

  it("nobody where the operator has set nothing, and the sentence names what to set", async () => {
    vi.spyOn(env(), "GITHUB_EXPORT_CLIENT_ID", "get").mockReturnValue(undefined);
    const answer = await startAs(admin, ws);
    expect([answer.status, answer.json.code]).toEqual([503, "GITHUB_APP_NOT_CONFIGURED"]);
    expect(answer.json.error).toContain("GITHUB_EXPORT_CLIENT_ID");
    vi.restoreAllMocks();
    vi.spyOn(env(), "ENCRYPTION_KEYS", "get").mockReturnValue([]);
    expect((await startAs(admin, ws)).json.code).toBe("ENCRYPTION_NOT_CONFIGURED");
  });
});
