import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { GET as listOwners } from "@/app/api/v1/connections/[connectionId]/owners/route";
import { GET as listRepositories } from "@/app/api/v1/connections/[connectionId]/repositories/route";
import { POST as connect } from "@/app/api/v1/connections/route";
import type { Connection, Owner, Repository } from "@/lib/features/connection/connection.schema";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { connectionsOf } from "../factories/github-connect";
import { addMember, createKey, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { actionsOn } from "../factories/templates";
import { call } from "../harness/call";
import { type GitHubPeer, githubPeer } from "../harness/github-peer";

const token = `ghp_Picker${"0".repeat(30)}`;
const account = {
  id: 71_000,
  login: "picker",
  scopes: "repo, workflow, read:org",
  organizations: ["picker-studio", "picker-labs"],
};
const bigToken = `ghp_BigPicker${"0".repeat(27)}`;
let peer: GitHubPeer;
let ws: TestWorkspace;
let editor: Person;
let small: string;
let big: string;
/** Beside the many that other tests have made at the peer: only what the account may see is listed. */
beforeAll(async () => {
  peer = await githubPeer();
  ws = await createWorkspace();
  editor = await addMember(ws, "editor");
  peer.tokens.set(token, account);
  peer.tokens.set(bigToken, { id: 71_001, login: "big-picker", scopes: "repo" });
  const bare = (full: string, facts: object = {}) => {
    const [owner = "", name = ""] = full.split("/");
    const plain = {
      description: null,
      private: true,
      archived: false,
      canPush: true,
      defaultBranch: "main",
      pulls: [],
    };
    peer.repositories.set(full, { id: peer.repositories.size + 1, owner, name, ...plain, ...facts });
  };
  bare("picker/shop");
  bare("picker/old-shop", { archived: true });
  bare("picker-studio/site", { private: false });
  bare("picker-studio/Handbook", { canPush: false });
  bare("somebody-else/shop");
  for (let i = 0; i < 620; i++) bare(`big-picker/r-${i}`);
  bare("big-picker/needle-last");
  for (let i = 620; i < 1_170; i++) bare(`big-picker/r-${i}`);
  small = await connected(token);
  big = await connected(bigToken);
});
afterEach(() => {
  peer.interfere();
  peer.tokens.set(token, account);
  vi.restoreAllMocks();
});

async function connected(secret: string): Promise<string> {
  const answer = await call<Connection>(connect, {
    as: ws.owner,
    method: "POST",
    path: `/api/v1/connections?workspace=${ws.slug}`,
    body: { provider: "github", token: secret },
  });
  return answer.json.data.id;
}
type Who = Person | { secret: string } | null;
type Query = Record<string, string | number>;
const ask =
  <T>(handler: typeof listOwners, name: string) =>
  (connectionId: string, query: Query = {}, as: Who = editor, at = ws) => {
    const words = new URLSearchParams({ workspace: at.slug });
    for (const [key, value] of Object.entries(query)) words.set(key, String(value));
    const path = `/api/v1/connections/${connectionId}/${name}?${words}`;
    return call<T[]>(handler, { as, path, params: { connectionId } });
  };
const repositories = ask<Repository>(listRepositories, "repositories");
const owners = ask<Owner>(listOwners, "owners");
const names = (rows: Repository[]) => rows.map(({ owner, name }) => `${owner}/${name}`);

describe("the repositories of a connection", () => {
  it("are what its account sees, with what each is good for, and nothing of the token", async () => {
    const answer = await repositories(small);
    expect(answer.json.data).toEqual([
      { owner: "picker-studio", name: "Handbook", isPrivate: true, archived: false, canPush: false },
      { owner: "picker-studio", name: "site", isPrivate: false, archived: false, canPush: true },
      { owner: "picker", name: "old-shop", isPrivate: true, archived: true, canPush: true },
      { owner: "picker", name: "shop", isPrivate: true, archived: false, canPush: true },
    ]);
    expect([answer.json.page, answer.text.includes(token)]).toEqual([{ nextCursor: null }, false]);
  });

  it("are found by a part of owner and name, in any case", async () => {
    expect(names((await repositories(small, { q: "HANDB" })).json.data)).toEqual(["picker-studio/Handbook"]);
    expect(names((await repositories(small, { q: "studio/s" })).json.data)).toEqual(["picker-studio/site"]);
    for (const q of ["%", "_", "'", "\\", "nothing"]) expect((await repositories(small, { q })).json.data).toEqual([]);
    expect((await repositories(small, { q: "x".repeat(101) })).status).toBe(422);
  });

  it("come in pages that miss none and show none twice", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer = await repositories(big, { limit: 75, ...(cursor === null ? {} : { cursor }) });
      expect(answer.json.data.length).toBeLessThanOrEqual(75);
      seen.push(...names(answer.json.data));
      cursor = answer.json.page?.nextCursor ?? null;
    } while (cursor !== null);
    expect([seen.length, new Set(seen).size]).toEqual([1_171, 1_171]);
  });

  it("are looked through five pages at a time: a page may be empty and still have a next one", async () => {
    peer.interfere();
    const first = await repositories(big, { q: "needle" });
    expect([first.json.data, peer.asked.length, typeof first.json.page?.nextCursor]).toEqual([[], 5, "string"]);
    const second = await repositories(big, { q: "needle", cursor: first.json.page?.nextCursor ?? "" });
    expect(names(second.json.data)).toEqual(["big-picker/needle-last"]);
  });

  it("are not paged through with a marker of another list, or one that leads nowhere", async () => {
    const { nextCursor } = (await repositories(big, { limit: 1 })).json.page ?? {};
    expect((await repositories(small, { cursor: nextCursor ?? "" })).json.code).toBe("BAD_CURSOR");
    const far = Buffer.from(JSON.stringify(["999999999", big])).toString("base64url");
    expect((await repositories(big, { cursor: far })).json.code).toBe("BAD_CURSOR");
  });

  it("are for editors in person, of this workspace, and for connections to GitHub", async () => {
    const viewer = await addMember(ws, "viewer");
    const other = await createWorkspace();
    const key = await createKey(ws, ["projects.read"], "admin");
    peer.interfere();
    for (const list of [repositories, owners]) {
      const denied = [await list(small, {}, viewer), await list(small, {}, key), await list(small, {}, null)];
      expect(denied.map(({ status }) => status)).toEqual([403, 403, 401]);
      expect((await list(small, {}, other.owner, other)).status).toBe(404);
      expect((await list(small, {}, other.owner)).status).toBe(404);
    }
    const { rows } = await asService((tx) =>
      sql<{ id: string }>`insert into public.connections (workspace_id, provider, account_id, account_name, hint)
        values (${ws.id}, 'vercel', 'v', 'v', '…') returning id`.execute(tx),
    );
    expect((await repositories(rows[0]?.id ?? "")).json.code).toBe("WRONG_CONNECTION");
    expect(peer.asked).toEqual([]);
  });
});

describe("owners of a new repository", () => {
  it("are the account and its organizations, in pages", async () => {
    const answer = await owners(small);
    expect(answer.json.data).toEqual([
      { login: "picker", kind: "account" },
      { login: "picker-studio", kind: "organization" },
      { login: "picker-labs", kind: "organization" },
    ]);
    expect(answer.json.message).toBeUndefined();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await owners(small, { limit: 1, ...(cursor === null ? {} : { cursor }) });
      seen.push(...page.json.data.map(({ login }) => login));
      cursor = page.json.page?.nextCursor ?? null;
    } while (cursor !== null);
    expect(seen).toEqual(["picker", "picker-studio", "picker-labs"]);
  });

  it("are the account alone where GitHub does not tell the token more, and a sentence says so", async () => {
    const answer = await owners(big);
    expect(answer.json.data).toEqual([{ login: "big-picker", kind: "account" }]);
    expect(answer.json.message).toContain("organizations");
  });
});

describe("when GitHub does not list", () => {
  const codes = async () => [(await repositories(small)).json.code, (await owners(small)).json.code];
  const both = (code: string) => [code, code];

  it("says that it is away, or takes no more calls", async () => {
    peer.interfere(() => "cut");
    expect(await codes()).toEqual(both("PROVIDER_UNREACHABLE"));
    peer.interfere(() => ({ status: 200, body: { message: "not a list" } }));
    expect(await codes()).toEqual(both("PROVIDER_UNREACHABLE"));
    peer.interfere(() => ({ status: 429, body: { message: "slow down" } }));
    const spent = await repositories(small);
    expect([spent.status, spent.json.code]).toEqual([429, "PROVIDER_RATE_LIMITED"]);
    peer.interfere(() => ({ status: 403, body: { message: "Resource not accessible" } }));
    const forbidden = await repositories(small);
    expect([forbidden.status, forbidden.json.code]).toEqual([409, "PERMISSION_MISSING"]);
  });

  it("says that the token is refused, once, and shows it in the list of connections", async () => {
    peer.tokens.delete(token);
    const answer = await repositories(small);
    expect([answer.status, answer.json.code, answer.json.error]).toEqual([
      409,
      "CONNECTION_REFUSED",
      expect.stringContaining("picker"),
    ]);
    await repositories(small);
    expect((await connectionsOf(ws)).find(({ id }) => id === small)?.state).toBe("refused");
    expect(await actionsOn(ws.id, small)).toEqual(["connection.created", "connection.refused"]);
  });

  it("says that the token cannot be read any more", async () => {
    vi.spyOn(env(), "ENCRYPTION_KEYS", "get").mockReturnValue([{ id: "other", key: Buffer.alloc(32, 9) }]);
    expect(await codes()).toEqual(both("CONNECTION_UNREADABLE"));
  });
});
