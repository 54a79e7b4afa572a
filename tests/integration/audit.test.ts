import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as exportLog } from "@/app/api/v1/audit-logs/export/route";
import { GET as list } from "@/app/api/v1/audit-logs/route";
import { GET as verify } from "@/app/api/v1/audit-logs/verify/route";
import { PATCH as updateProject } from "@/app/api/v1/projects/[projectId]/route";
import type { AuditEntry } from "@/lib/features/audit/audit.schema";
import { lastChainCheck, verifyAllChains, verifyChain } from "@/lib/features/audit/services/verify-chain";
import { rawDatabase, type Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { escapeFormula } from "@/lib/platform/http/csv";
import {
  addGuest,
  addMember,
  createKey,
  createPerson,
  createProject,
  createWorkspace,
  type TestWorkspace,
} from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
beforeAll(async () => {
  ws = await createWorkspace();
});

const at = (path: string, slug = ws.slug, query = "") => `/api/v1/audit-logs${path}?workspace=${slug}${query}`;

/** Runs as the database's owner and takes everything back. */
async function asOwnerAndUndo<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const undo = new Error("undo");
  let result: { value: T } | undefined;
  const db = await rawDatabase();
  await db
    .transaction()
    .execute(async (tx) => {
      result = { value: await work(tx) };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!result) throw new Error("nothing ran");
  return result.value;
}

async function entriesOf(
  workspaceId: string,
  action?: string,
): Promise<{ seq: number; action: string; changes: unknown }[]> {
  return await asService(async (tx) => {
    let query = tx
      .selectFrom("audit_logs")
      .select(["seq", "action", "changes"])
      .where("workspace_id", "=", workspaceId);
    if (action) query = query.where("action", "=", action);
    return await query.orderBy("seq").execute();
  });
}

describe("what is audited", () => {
  it("each kind of change writes one entry, whatever door it came through", async () => {
    const mine = await createWorkspace();
    const project = await createProject(mine, "Alpha");
    const member = await addMember(mine, "viewer");
    const guest = await addGuest(mine, project);
    const key = await createKey(mine, ["projects.read"]);
    await asService(async (tx) => {
      const now = new Date().toISOString();
      const one = { workspace_id: mine.id };
      await tx.updateTable("projects").set({ archived_at: now }).where("id", "=", project).execute();
      await tx.updateTable("projects").set({ archived_at: null }).where("id", "=", project).execute();
      await tx.updateTable("workspace_members").set({ role: "editor" }).where("user_id", "=", member.id).execute();
      await tx.deleteFrom("workspace_members").where("user_id", "=", member.id).execute();
      await tx.deleteFrom("project_collaborators").where("user_id", "=", guest.id).execute();
      await tx.updateTable("api_keys").set({ rotates_at: now }).where("id", "=", key.id).execute();
      await tx.updateTable("api_keys").set({ revoked_at: now }).where("id", "=", key.id).execute();
      const invite = { ...one, email: "a@example.test", role: "viewer" };
      const { id } = await tx.insertInto("workspace_invites").values(invite).returning("id").executeTakeFirstOrThrow();
      await tx.updateTable("workspace_invites").set({ revoked_at: now }).where("id", "=", id).execute();
      await tx.updateTable("workspaces").set({ name: "Renamed" }).where("id", "=", mine.id).execute();
      await tx.updateTable("workspaces").set({ deleted_at: now, purge_at: now }).where("id", "=", mine.id).execute();
      await tx.updateTable("workspaces").set({ deleted_at: null, purge_at: null }).where("id", "=", mine.id).execute();
      await tx.deleteFrom("projects").where("id", "=", project).execute();
    });
    expect((await entriesOf(mine.id)).map((entry) => entry.action)).toEqual([
      "workspace.created",
      "member.created",
      "project.created",
      "member.created",
      "guest.created",
      "api_key.created",
      "project.archived",
      "project.unarchived",
      "member.role_changed",
      "member.deleted",
      "guest.deleted",
      "api_key.rotated",
      "api_key.revoked",
      "invite.created",
      "invite.revoked",
      "workspace.updated",
      "workspace.deleted",
      "workspace.restored",
      "project.deleted",
    ]);
  });

  it("names the person, the request and what changed", async () => {
    const mine = await createWorkspace();
    const id = await createProject(mine, "Before");
    const answer = await call(updateProject, {
      as: mine.owner,
      method: "PATCH",
      path: `/api/v1/projects/${id}?workspace=${mine.slug}`,
      params: { projectId: id },
      body: { name: "After" },
    });
    const log = await call<AuditEntry[]>(list, { as: mine.owner, path: at("", mine.slug, "&action=project.updated") });
    expect(log.json.data).toHaveLength(1);
    expect(log.json.data[0]).toMatchObject({
      actorType: "user",
      actorId: mine.owner.id,
      actorName: mine.owner.name,
      targetType: "project",
      targetId: id,
      changes: { name: { from: "Before", to: "After" } },
      requestId: answer.headers.get("x-request-id"),
      via: "app",
    });
  });

  it("never holds the hash of an API key", async () => {
    const mine = await createWorkspace();
    await createKey(mine, ["projects.read"]);
    const [entry] = await entriesOf(mine.id, "api_key.created");
    expect(entry?.changes).toMatchObject({ hash: "[redacted]", name: { to: expect.any(String) } });
  });

  it("a change that cannot be audited does not happen", async () => {
    const id = await createProject(ws, "Stays");
    const name = await asOwnerAndUndo(async (tx) => {
      await sql`alter table public.audit_logs add constraint no_updates check (action <> 'project.updated') not valid`.execute(
        tx,
      );
      await sql`savepoint before`.execute(tx);
      const change = tx.updateTable("projects").set({ name: "Gone" }).where("id", "=", id).execute();
      await expect(change).rejects.toMatchObject({ code: "23514" });
      await sql`rollback to savepoint before`.execute(tx);
      return (await tx.selectFrom("projects").select("name").where("id", "=", id).executeTakeFirstOrThrow()).name;
    });
    expect(name).toBe("Stays");
  });
});

describe("append-only", () => {
  const attempts = {
    update: sql`update public.audit_logs set action = 'a.b' where true`,
    delete: sql`delete from public.audit_logs where true`,
    truncate: sql`truncate public.audit_logs`,
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    for (const role of ["authenticated", "service_role", "none"]) {
      it(`${name} is refused to ${role === "none" ? "the owner of the table" : role}`, async () => {
        await createProject(ws);
        const before = (await entriesOf(ws.id)).length;
        const db = await rawDatabase();
        const tried = db.transaction().execute(async (tx) => {
          await sql`select set_config('role', ${role}, true)`.execute(tx);
          await attempt.execute(tx);
        });
        await expect(tried).rejects.toMatchObject({ code: "42501" });
        expect(await entriesOf(ws.id)).toHaveLength(before);
      });
    }
  }
});

describe("the hash chain", () => {
  const tamper = async (workspaceId: string, damage: (tx: Tx) => Promise<unknown>) =>
    await asOwnerAndUndo(async (tx) => {
      await sql`alter table public.audit_logs disable trigger user`.execute(tx);
      await damage(tx);
      return (await verifyChain(tx, workspaceId)).brokenAt;
    });
  const chain = async (): Promise<TestWorkspace> => {
    const mine = await createWorkspace();
    for (let i = 0; i < 4; i++) await createProject(mine, `P${i}`);
    return mine;
  };

  it("is sound after ordinary work", async () => {
    const mine = await chain();
    const answer = await call(verify, { as: mine.owner, path: at("/verify", mine.slug) });
    expect(answer.json.data).toMatchObject({ ok: true, entries: 6, brokenAt: null });
  });

  it("shows a changed entry, a missing one and a cut-off tail at the right place", async () => {
    const { id } = await chain();
    const edit = (tx: Tx) =>
      sql`update public.audit_logs set changes = '{"name": {"to": "Other"}}' where workspace_id = ${id} and seq = 4`.execute(
        tx,
      );
    expect(await tamper(id, edit)).toBe(4);
    const rename = (tx: Tx) =>
      sql`update public.audit_logs set actor_id = gen_random_uuid() where workspace_id = ${id} and seq = 2`.execute(tx);
    expect(await tamper(id, rename)).toBe(2);
    const cut = (from: number) => (tx: Tx) =>
      sql`delete from public.audit_logs where workspace_id = ${id} and seq >= ${from}`.execute(tx);
    const drop = (tx: Tx) => sql`delete from public.audit_logs where workspace_id = ${id} and seq = 3`.execute(tx);
    expect(await tamper(id, drop)).toBe(4);
    expect(await tamper(id, cut(5))).toBe(5);
    expect(await tamper(id, cut(1))).toBe(1);
    const cutWithHead = async (tx: Tx) => {
      await cut(5)(tx);
      await sql`delete from private.audit_heads where workspace_id = ${id}`.execute(tx);
    };
    expect(await tamper(id, cutWithHead)).toBe(4);
    expect((await asService((tx) => verifyChain(tx, id))).brokenAt).toBeNull();
  });

  it("is walked for all workspaces at night, and the result is kept", async () => {
    const mine = await chain();
    const found = await verifyAllChains();
    expect(found.broken).toEqual([]);
    expect(found.entries).toBeGreaterThanOrEqual(6);
    expect(await lastChainCheck()).toEqual(found);
    expect(mine.id).toBeTruthy();
  });
});

describe("reading the log", () => {
  it("pages through each entry once and filters by what, who, whom and when", async () => {
    const mine = await createWorkspace();
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await createProject(mine, `P${i}`));
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `&limit=3${cursor ? `&cursor=${cursor}` : ""}`;
      const page = await call<AuditEntry[]>(list, { as: mine.owner, path: at("", mine.slug, query) });
      seen.push(...page.json.data.map((entry) => entry.seq));
      cursor = page.json.page?.nextCursor ?? null;
    } while (cursor);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const count = async (query: string) =>
      (await call<AuditEntry[]>(list, { as: mine.owner, path: at("", mine.slug, query) })).json.data.length;
    expect(await count("&action=project.created")).toBe(5);
    expect(await count(`&targetId=${ids[2]}`)).toBe(1);
    expect(await count("&targetType=member")).toBe(1);
    expect(await count(`&actorId=${mine.owner.id}`)).toBe(0);
    expect(await count(`&from=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`)).toBe(0);
    expect(await count(`&to=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`)).toBe(7);
    expect((await call(list, { as: mine.owner, path: at("", mine.slug, "&cursor=abc") })).json.code).toBe("BAD_CURSOR");
  });

  it("is for admins of this workspace, and for keys that may", async () => {
    const editor = await addMember(ws, "editor");
    const admin = await addMember(ws, "admin");
    for (const handler of [list, verify]) {
      expect((await call(handler, { as: admin, path: at("") })).status).toBe(200);
      expect((await call(handler, { as: editor, path: at("") })).status).toBe(403);
      expect((await call(handler, { as: await createPerson(), path: at("") })).status).toBe(404);
      expect((await call(handler, { as: null, path: at("") })).status).toBe(401);
    }
    // Exporting is for people.
    const key = await createKey(ws, ["audit.read"], "admin");
    expect((await call<AuditEntry[]>(list, { as: key, path: "/api/v1/audit-logs" })).status).toBe(200);
    expect((await call(exportLog, { as: key, path: "/api/v1/audit-logs/export?format=csv" })).status).toBe(403);
  });
});

describe("the export", () => {
  it("has every entry of the moment, is audited itself, and runs no formula", async () => {
    const mine = await createWorkspace();
    await createProject(mine, '=HYPERLINK("http://evil")');
    await asService((tx) =>
      tx.updateTable("profiles").set({ display_name: "=cmd|' /C calc'!A0" }).where("id", "=", mine.owner.id).execute(),
    );
    const first = await call(exportLog, { as: mine.owner, path: at("/export", mine.slug, "&format=csv") });
    expect(first.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(first.headers.get("content-disposition")).toMatch(/^attachment; filename="audit-ws-[^"]+\.csv"$/);
    expect(first.text.split("\r\n")[0]).toMatch(/^seq,at,actorType/);
    expect(first.text.trim().split("\r\n")).toHaveLength(4);
    const second = await call(exportLog, {
      as: mine.owner,
      path: at("/export", mine.slug, "&format=csv&action=audit.exported"),
    });
    expect(second.text).toContain(",'=cmd|' /C calc'!A0,audit.exported,");
    const third = await call(exportLog, { as: mine.owner, path: at("/export", mine.slug, "&format=json") });
    const entries = JSON.parse(third.text) as AuditEntry[];
    expect(entries.map((entry) => entry.seq)).toEqual([5, 4, 3, 2, 1]);
    expect(entries[0]).toMatchObject({
      action: "audit.exported",
      changes: { format: "csv", action: "audit.exported" },
    });
    expect(await entriesOf(mine.id, "audit.exported")).toHaveLength(3);
  });

  it("goes over several pages without a gap", async () => {
    const mine = await createWorkspace();
    await asService(async (tx) => {
      await sql`insert into public.projects (workspace_id, name) select ${mine.id}::uuid, 'P' || n from generate_series(1, 1050) n`.execute(
        tx,
      );
    });
    const answer = await call(exportLog, {
      as: mine.owner,
      path: at("/export", mine.slug, "&format=json&action=project.created"),
    });
    const seqs = (JSON.parse(answer.text) as AuditEntry[]).map((entry) => entry.seq);
    expect(seqs).toHaveLength(1050);
    expect(new Set(seqs).size).toBe(1050);
  });

  it("is an empty list when nothing fits", async () => {
    const query = "&format=json&action=no.such";
    expect(JSON.parse((await call(exportLog, { as: ws.owner, path: at("/export", ws.slug, query) })).text)).toEqual([]);
  });

  it("escapes whatever a spreadsheet would run", () => {
    for (const cell of ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\tx", " =1", '"=1', "＝1", "＋1", "－1", "＠x"])
      expect(escapeFormula(cell), JSON.stringify(cell)).toBe(`'${cell}`);
    for (const cell of ["a=1", "1-1", "", "x@y.z"]) expect(escapeFormula(cell)).toBe(cell);
  });
});
