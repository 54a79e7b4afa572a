import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as rotate } from "@/app/api/v1/api-keys/[apiKeyId]/rotate/route";
import { DELETE as revoke } from "@/app/api/v1/api-keys/[apiKeyId]/route";
import { POST as create, GET as list } from "@/app/api/v1/api-keys/route";
import { GET as invites } from "@/app/api/v1/invites/route";
import { POST as createProjectRoute, GET as projects } from "@/app/api/v1/projects/route";
import type { ApiKey } from "@/lib/features/api-key/api-key.schema";
import { generateApiKey } from "@/lib/platform/auth/api-key";
import { apiKeyScopes } from "@/lib/platform/auth/permissions";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createProject,
  createTeam,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { call } from "../harness/call";

type Created = ApiKey & { secret: string };
type Caller = Person | { secret: string } | null;

let ws: TestWorkspace;
let other: TestWorkspace;
let admin: Person;
let outsiders: [Caller, number][];
beforeAll(async () => {
  ({ ws, admin } = await createTeam("admin"));
  other = await createWorkspace();
  outsiders = [
    [await addMember(ws, "editor"), 403],
    [await addMember(ws, "viewer"), 403],
    [await addGuest(ws, await createProject(ws)), 403],
    [await createKey(ws, [...apiKeyScopes], "admin"), 403],
    [await createPerson(), 404],
    [other.owner, 404],
    [null, 401],
  ];
});

const make = (as: Caller, body: Record<string, unknown> = {}, slug = ws.slug) =>
  call<Created>(create, {
    as,
    method: "POST",
    path: `/api/v1/api-keys?workspace=${slug}`,
    body: { name: "CI", scopes: ["projects.read"], ...body },
  });
const turn = (as: Caller, id: string, body: Record<string, unknown> = {}) =>
  call<Created>(rotate, {
    as,
    method: "POST",
    path: `/api/v1/api-keys/${id}/rotate?workspace=${ws.slug}`,
    params: { apiKeyId: id },
    body,
  });
const end = (as: Caller, id: string) =>
  call(revoke, {
    as,
    method: "DELETE",
    path: `/api/v1/api-keys/${id}?workspace=${ws.slug}`,
    params: { apiKeyId: id },
  });
const listAll = async (workspace = ws) =>
  (
    await call<ApiKey[]>(list, {
      as: workspace.owner,
      path: `/api/v1/api-keys?workspace=${workspace.slug}&limit=100`,
    })
  ).json.data;
const use = (secret: string) => call(projects, { as: { secret }, path: "/api/v1/projects" });
const row = (id: string) =>
  asService((tx) => tx.selectFrom("api_keys").selectAll().where("id", "=", id).executeTakeFirstOrThrow());
const set = (id: string, column: "expires_at" | "rotates_at" | "last_used_at", value: string) =>
  asService((tx) =>
    tx
      .updateTable("api_keys")
      .set({ [column]: sql`${value}::timestamptz` })
      .where("id", "=", id)
      .execute(),
  );
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const actions = async (id: string) =>
  (
    await asService((tx) =>
      tx.selectFrom("audit_logs").select("action").where("target_id", "=", id).orderBy("seq").execute(),
    )
  ).map((entry) => entry.action);

describe("creating a key", () => {
  it("shows the secret once and keeps a hash that no one can read back", async () => {
    const created = await make(admin, { expiresInDays: 30, scopes: ["projects.read", "projects.read"] });
    expect(created.status).toBe(201);
    const { secret, ...dto } = created.json.data;
    expect(secret).toMatch(/^atr_live_[0-9A-Za-z]{49}$/);
    expect(dto).toMatchObject({
      name: "CI",
      hint: `atr_live_…${secret.slice(-4)}`,
      scopes: ["projects.read"],
      status: "active",
      createdBy: admin.name,
      creatorLeft: false,
      lastUsedAt: null,
    });
    expect(Date.parse(dto.expiresAt ?? "") - Date.parse(dto.createdAt)).toBe(30 * 86_400_000);
    expect((await use(secret)).status).toBe(200);
    const listed = await call<ApiKey[]>(list, { as: ws.owner, path: `/api/v1/api-keys?workspace=${ws.slug}` });
    expect(listed.json.data[0]?.id).toBe(dto.id);
    expect(listed.text).not.toContain(secret);
    const { rows } = await asService((tx) =>
      sql<{
        text: string;
      }>`select to_jsonb(k)::text || (select string_agg(l::text, ' ') from public.audit_logs l where l.target_id = ${dto.id}) as text from public.api_keys k where k.id = ${dto.id}`.execute(
        tx,
      ),
    );
    expect(rows[0]?.text).not.toContain(secret);
    expect(rows[0]?.text).toContain("[redacted]");
    expect(await actions(dto.id)).toEqual(["api_key.created"]);
  });

  it("gives the key the least role its scopes need, and that role works under the wall", async () => {
    const cases = [
      [["projects.read"], "viewer"],
      [["projects.write"], "editor"],
      [["invites.read"], "admin"],
    ] as const;
    for (const [scopes, role] of cases) {
      const { id } = (await make(admin, { scopes })).json.data;
      expect((await row(id)).role).toBe(role);
    }
    const writer = (await make(admin, { scopes: ["projects.write"] })).json.data;
    const made = await call(createProjectRoute, {
      as: writer,
      method: "POST",
      path: "/api/v1/projects",
      body: { name: "By key" },
    });
    expect(made.status).toBe(201);
    const reader = (await make(admin, { scopes: ["invites.read"] })).json.data;
    expect((await call(invites, { as: reader, path: "/api/v1/invites" })).status).toBe(200);
    const narrow = await call(projects, { as: reader, path: "/api/v1/projects" });
    expect([narrow.status, narrow.json.code, narrow.json.details]).toEqual([
      403,
      "INSUFFICIENT_SCOPE",
      { required: "projects.read" },
    ]);
  });

  it("is for admins and owners; no key makes, rotates, revokes or even lists keys", async () => {
    const { id } = (await make(admin)).json.data;
    const before = (await listAll()).length;
    for (const [as, status] of outsiders) {
      expect((await make(as)).status).toBe(status);
      expect((await turn(as, id)).status).toBe(status);
      expect((await end(as, id)).status).toBe(status);
      expect((await call(list, { as, path: `/api/v1/api-keys?workspace=${ws.slug}` })).status).toBe(status);
    }
    expect((await listAll()).length).toBe(before);
    expect(await row(id)).toMatchObject({ revoked_at: null, rotates_at: null, replaced_by: null });
  });

  it("refuses unknown scopes, none at all, and human-only permissions", async () => {
    for (const scopes of [[], ["api_keys.write"], ["workspace.delete"], ["everything"], "projects.read"])
      expect((await make(admin, { scopes })).status).toBe(422);
    expect((await make(admin, { expiresInDays: 0 })).status).toBe(422);
    expect((await make(admin, { name: "" })).status).toBe(422);
  });

  it("stops at a hundred live keys; dead and replaced ones do not count", async () => {
    const full = await createWorkspace();
    await asService((tx) =>
      sql`insert into public.api_keys (workspace_id, name, prefix, last4, hash, role, scopes, revoked_at, expires_at, rotates_at)
        select ${full.id}, 'k' || n, 'atr_live_', 'abcd', sha256(convert_to(${full.id} || n, 'UTF8')), 'viewer', array['projects.read'],
          case when n = 1 then now() end, case when n = 2 then now() end, case when n = 3 then now() + interval '1 hour' end
        from generate_series(1, 102) n`.execute(tx),
    );
    expect((await make(full.owner, {}, full.slug)).status).toBe(201);
    const over = await make(full.owner, {}, full.slug);
    expect([over.status, over.json.code]).toEqual([409, "API_KEY_LIMIT"]);
    const path = `/api/v1/api-keys?workspace=${full.slug}&limit=100`;
    const first = await call<ApiKey[]>(list, { as: full.owner, path });
    const rest = await call<ApiKey[]>(list, { as: full.owner, path: `${path}&cursor=${first.json.page?.nextCursor}` });
    expect(first.json.data.length + rest.json.data.length).toBe(103);
    const live = first.json.data.find((key) => key.status === "active");
    const rotated = await call(rotate, {
      as: full.owner,
      method: "POST",
      path: `/api/v1/api-keys/x/rotate?workspace=${full.slug}`,
      params: { apiKeyId: live?.id ?? "" },
      body: {},
    });
    expect(rotated.status).toBe(201);
  });

  it("tells the creator and every owner", async () => {
    const { id } = (await make(admin)).json.data;
    const told = await asService((tx) =>
      tx
        .selectFrom("notifications")
        .select(["user_id", "mail_at"])
        .where("dedupe_key", "=", `api_key.created:${id}`)
        .execute(),
    );
    expect(told.map((notice) => notice.user_id).sort()).toEqual([admin.id, ws.owner.id].sort());
    expect(told.every((notice) => notice.mail_at !== null)).toBe(true);
  });
});

describe("rotating a key", () => {
  it("lets both work during the overlap, then only the new one", async () => {
    const old = (await make(admin, { scopes: ["projects.read", "builds.read"], expiresInDays: 9 })).json.data;
    const answer = await turn(ws.owner, old.id);
    expect(answer.status).toBe(201);
    const fresh = answer.json.data;
    expect(fresh).toMatchObject({ name: old.name, scopes: old.scopes, expiresAt: old.expiresAt, status: "active" });
    expect(fresh.id).not.toBe(old.id);
    const replaced = await row(old.id);
    expect(replaced.replaced_by).toBe(fresh.id);
    const overlap = Date.parse(replaced.rotates_at ?? "") - Date.now();
    expect(Math.abs(overlap - 24 * 3_600_000)).toBeLessThan(60_000);
    expect([(await use(old.secret)).status, (await use(fresh.secret)).status]).toEqual([200, 200]);
    expect((await listAll()).find((key) => key.id === old.id)?.status).toBe("rotating");
    expect(await actions(old.id)).toEqual(["api_key.created", "api_key.rotated"]);

    await set(old.id, "rotates_at", ago(1));
    const late = await use(old.secret);
    expect([late.status, late.json.code]).toEqual([401, "API_KEY_ROTATED"]);
    expect((await use(fresh.secret)).status).toBe(200);
    expect((await listAll()).find((key) => key.id === old.id)?.status).toBe("rotated");
  });

  it("ends a leaked key at once with no overlap, and never twice", async () => {
    const old = (await make(admin)).json.data;
    expect((await turn(admin, old.id, { overlapHours: 0 })).status).toBe(201);
    expect((await use(old.secret)).json.code).toBe("API_KEY_ROTATED");
    const again = await turn(admin, old.id);
    expect([again.status, again.json.code]).toEqual([409, "KEY_NOT_ACTIVE"]);
    for (const overlapHours of [-1, 169, 1.5]) expect((await turn(admin, old.id, { overlapHours })).status).toBe(422);
    const dead = (await make(admin)).json.data;
    await end(admin, dead.id);
    expect((await turn(admin, dead.id)).json.code).toBe("KEY_NOT_ACTIVE");
  });
});

describe("revoking a key", () => {
  it("works at once, can be repeated, and keeps the first time", async () => {
    const key = (await make(admin)).json.data;
    const first = await end(admin, key.id);
    expect([first.status, first.json.data]).toEqual([200, null]);
    const used = await use(key.secret);
    expect([used.status, used.json.code]).toEqual([401, "API_KEY_REVOKED"]);
    const { revoked_at: at } = await row(key.id);
    expect((await end(ws.owner, key.id)).status).toBe(200);
    expect((await row(key.id)).revoked_at).toEqual(at);
    expect(await actions(key.id)).toEqual(["api_key.created", "api_key.revoked"]);
  });

  it("answers a foreign, an unknown and a malformed id alike", async () => {
    const foreign = await createKey(other, ["projects.read"]);
    const bodies = new Set<string>();
    for (const id of [foreign.id, "00000000-0000-4000-8000-000000000000", "nonsense"]) {
      for (const answer of [await end(ws.owner, id), await turn(ws.owner, id)])
        bodies.add(JSON.stringify([answer.status, answer.json.code, answer.json.error]));
    }
    expect([...bodies]).toHaveLength(1);
    expect([...bodies][0]).toContain("404");
    expect((await use(foreign.secret)).status).toBe(200);
  });
});

describe("using a key", () => {
  it("refuses an invented, a mistyped, an expired key and one in the address", async () => {
    const key = (await make(admin)).json.data;
    for (const secret of [
      "nonsense",
      generateApiKey().secret,
      `${key.secret.slice(0, -1)}#`,
      key.secret.toLowerCase(),
    ]) {
      const answer = await use(secret);
      expect([answer.status, answer.json.code]).toEqual([401, "INVALID_API_KEY"]);
    }
    expect((await call(projects, { path: `/api/v1/projects?api_key=${key.secret}` })).json.code).toBe("API_KEY_IN_URL");
    await set(key.id, "expires_at", ago(1));
    const late = await use(key.secret);
    expect([late.status, late.json.code]).toEqual([401, "API_KEY_EXPIRED"]);
    expect((await listAll()).find((one) => one.id === key.id)?.status).toBe("expired");
  });

  it("reaches its own workspace and no other", async () => {
    const key = (await make(admin)).json.data;
    for (const slug of [other.slug, other.id, "no-such-place"])
      expect((await call(projects, { as: key, path: `/api/v1/projects?workspace=${slug}` })).status).toBe(404);
  });

  it("notes its last use at most once a minute", async () => {
    const key = (await make(admin)).json.data;
    await use(key.secret);
    expect((await row(key.id)).last_used_at).not.toBeNull();
    await set(key.id, "last_used_at", ago(40));
    const recent = (await row(key.id)).last_used_at;
    await use(key.secret);
    expect((await row(key.id)).last_used_at).toEqual(recent);
    await set(key.id, "last_used_at", ago(61));
    await use(key.secret);
    expect(Date.now() - Date.parse((await row(key.id)).last_used_at ?? "")).toBeLessThan(30_000);
    expect(await actions(key.id)).toEqual(["api_key.created"]);
  });

  it("is no reason to take a finished answer away when it cannot be written down", async () => {
    const key = await createKey(ws, ["projects.read"]);
    const db = await rawDatabase();
    await sql`create function refuse_use() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`.execute(
      db,
    );
    await sql`create trigger refuse_use before update of last_used_at on api_keys for each row execute function refuse_use()`.execute(
      db,
    );
    try {
      expect((await call(projects, { as: key, path: "/api/v1/projects" })).status).toBe(200);
    } finally {
      await sql`drop trigger refuse_use on api_keys`.execute(db);
      await sql`drop function refuse_use()`.execute(db);
    }
  });
});
