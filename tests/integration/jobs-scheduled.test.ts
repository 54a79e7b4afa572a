import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { purgeDueWorkspaces } from "@/lib/features/job/jobs/purge-due.handler";
import { purgeWorkspace } from "@/lib/features/job/jobs/purge-workspace.handler";
import { noticeExpiredInvites, warnExpiringKeys } from "@/lib/features/job/jobs/remind.handler";
import { sweepExpired } from "@/lib/features/job/jobs/sweep-expired.handler";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import type { JobRun } from "@/lib/platform/jobs/define-job";
import { objectStore } from "@/lib/platform/storage/object-store";
import {
  addMember,
  createKey,
  createPerson,
  createProject,
  createWorkspace,
  type TestWorkspace,
} from "../factories/people";

const run: JobRun = { jobId: "test", attempt: 1, signal: new AbortController().signal };
const twice = async (handler: (data: Record<string, never>, run: JobRun) => Promise<void>) => {
  await handler({}, run);
  await handler({}, run);
};

async function told(userId: string): Promise<{ type: string; title: string; href: string | null }[]> {
  return await asService((tx) =>
    tx
      .selectFrom("notifications")
      .select(["type", "title", "href"])
      .where("user_id", "=", userId)
      .orderBy("title")
      .execute(),
  );
}

describe("sweeping", () => {
  it("deletes what is past its time and nothing younger", async () => {
    const person = await createPerson();
    const ws = await createWorkspace(person);
    const projectId = await createProject(ws);
    const db = await rawDatabase();
    const tag = ws.slug;
    await sql`insert into private.idempotency_keys (scope, key, route, body_hash, status, body, created_at) values
      (${tag}, 'old', 'r', '\\x00', 200, '{}', now() - interval '25 hours'), (${tag}, 'new', 'r', '\\x00', 200, '{}', now() - interval '23 hours')`.execute(
      db,
    );
    const attempt = (seed: string, age: string) =>
      sql`insert into private.connection_attempts (state_hash, workspace_id, user_id, session_id, sealed, started_at)
        values (sha256(convert_to(${`${tag}${seed}`}, 'utf8')), ${ws.id}, ${person.id}, gen_random_uuid(), ${seed}, now() - ${age}::interval)`.execute(
        db,
      );
    await attempt("old", "61 minutes");
    await attempt("new", "59 minutes");
    await sql`insert into private.throttle (bucket, hits, window_ends) values
      (${`${tag}-old`}, 1, now() - interval '1 minute'), (${`${tag}-new`}, 1, now() + interval '1 hour')`.execute(db);
    await sql`insert into private.audit_context (audit_id, ip, user_agent, at) values
      (gen_random_uuid(), ${tag}, 'old', now() - interval '91 days'), (gen_random_uuid(), ${tag}, 'new', now() - interval '89 days')`.execute(
      db,
    );
    await sql`insert into public.notifications (user_id, type, title, dedupe_key, created_at) values
      (${person.id}, 'build.ready', 'old', 'old', now() - interval '91 days'), (${person.id}, 'build.ready', 'new', 'new', now() - interval '89 days')`.execute(
      db,
    );
    await sql`insert into public.activity_feed (workspace_id, action, target_type, at) values
      (${ws.id}, 'x.old', 'project', now() - interval '181 days'), (${ws.id}, 'x.new', 'project', now() - interval '179 days')`.execute(
      db,
    );
    await sql`insert into public.build_runs (workspace_id, project_id, idea, status, created_at) values
      (${ws.id}, ${projectId}, 'old', 'done', now() - interval '31 days'), (${ws.id}, ${projectId}, 'new', 'done', now() - interval '29 days')`.execute(
      db,
    );
    await twice(sweepExpired);
    const left = async (query: ReturnType<typeof sql<{ v: string }>>) =>
      (await query.execute(db)).rows.map((row) => row.v);
    expect(await left(sql`select key as v from private.idempotency_keys where scope = ${tag}`)).toEqual(["new"]);
    expect(await left(sql`select sealed as v from private.connection_attempts where workspace_id = ${ws.id}`)).toEqual([
      "new",
    ]);
    expect(await left(sql`select bucket as v from private.throttle where bucket like ${`${tag}%`}`)).toEqual([
      `${tag}-new`,
    ]);
    expect(await left(sql`select user_agent as v from private.audit_context where ip = ${tag}`)).toEqual(["new"]);
    expect(await left(sql`select title as v from public.notifications where user_id = ${person.id}`)).toEqual(["new"]);
    expect(
      await left(sql`select action as v from public.activity_feed where workspace_id = ${ws.id} and action like 'x.%'`),
    ).toEqual(["x.new"]);
    expect(await left(sql`select idea as v from public.build_runs where project_id = ${projectId}`)).toEqual(["new"]);
  });
});

describe("purging workspaces", () => {
  const remove = (ws: TestWorkspace, purgeAt: string) =>
    asService((tx) =>
      tx
        .updateTable("workspaces")
        .set({ deleted_at: new Date().toISOString(), purge_at: purgeAt })
        .where("id", "=", ws.id)
        .execute(),
    );
  const exists = async (ws: TestWorkspace) =>
    (await asService((tx) => tx.selectFrom("workspaces").select("id").where("id", "=", ws.id).execute())).length === 1;
  const past = () => new Date(Date.now() - 1000).toISOString();

  it("ends those whose time has come, with their files, and leaves an audited trace that still verifies", async () => {
    const due = await createWorkspace();
    const other = await createWorkspace();
    await createProject(due);
    const store = objectStore("workspace-assets");
    await store.put(`${due.id}/logo-a.webp`, new Uint8Array([1]), "image/webp");
    await store.put(`${due.id}/deep/er/b.webp`, new Uint8Array([2]), "image/webp");
    await store.put(`${other.id}/logo-c.webp`, new Uint8Array([3]), "image/webp");
    await remove(due, past());
    await purgeWorkspace({ workspaceId: due.id }, run);
    await purgeWorkspace({ workspaceId: due.id }, run);
    expect(await exists(due)).toBe(false);
    expect(await store.get(`${due.id}/logo-a.webp`)).toBeUndefined();
    expect(await store.get(`${due.id}/deep/er/b.webp`)).toBeUndefined();
    expect(await store.get(`${other.id}/logo-c.webp`)).toEqual(new Uint8Array([3]));
    const entries = await asService((tx) =>
      tx
        .selectFrom("audit_logs")
        .select(["action", "actor_type", "via"])
        .where("workspace_id", "=", due.id)
        .orderBy("seq", "desc")
        .limit(2)
        .execute(),
    );
    expect(entries).toEqual([
      { action: "workspace.deleted", actor_type: "system", via: "job" },
      { action: "workspace.purged", actor_type: "system", via: "job" },
    ]);
  });

  it("leaves alone what was restored or still has time", async () => {
    const waiting = await createWorkspace();
    await remove(waiting, new Date(Date.now() + 3_600_000).toISOString());
    const alive = await createWorkspace();
    await objectStore("workspace-assets").put(`${alive.id}/logo.webp`, new Uint8Array([1]), "image/webp");
    for (const ws of [waiting, alive]) await purgeWorkspace({ workspaceId: ws.id }, run);
    expect(await exists(waiting)).toBe(true);
    expect(await exists(alive)).toBe(true);
    expect(await objectStore("workspace-assets").get(`${alive.id}/logo.webp`)).toBeDefined();
  });

  it("is one job per workspace, however often the round comes", async () => {
    const due = await createWorkspace();
    await remove(due, past());
    await twice(purgeDueWorkspaces);
    const { rows } =
      await sql`select from pgboss.job where name = 'workspace.purge' and data ->> 'workspaceId' = ${due.id}`.execute(
        await rawDatabase(),
      );
    expect(rows).toHaveLength(1);
  });
});

describe("reminders", () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  it("warn owners and the maker of a key once, a week before it ends", async () => {
    const ws = await createWorkspace();
    const maker = await addMember(ws, "admin");
    const bystander = await addMember(ws, "admin");
    const soon = await createKey(ws, ["projects.read"]);
    const later = await createKey(ws, ["projects.read"]);
    const revoked = await createKey(ws, ["projects.read"]);
    await asService(async (tx) => {
      await tx
        .updateTable("api_keys")
        .set({ created_by: maker.id, expires_at: inDays(6) })
        .where("id", "=", soon.id)
        .execute();
      await tx
        .updateTable("api_keys")
        .set({ expires_at: inDays(8) })
        .where("id", "=", later.id)
        .execute();
      await tx
        .updateTable("api_keys")
        .set({ expires_at: inDays(3), revoked_at: inDays(0) })
        .where("id", "=", revoked.id)
        .execute();
    });
    await twice(warnExpiringKeys);
    for (const person of [ws.owner, maker]) {
      expect(await told(person.id)).toEqual([
        {
          type: "api_key.expiring",
          title: expect.stringContaining(inDays(6).slice(0, 10)),
          href: `/${ws.slug}/settings/api-keys`,
        },
      ]);
    }
    expect(await told(bystander.id)).toEqual([]);
  });

  it("tell the inviter once that an invitation ran out, and again after it was sent again", async () => {
    const ws = await createWorkspace();
    const gone = await createPerson();
    const invite = { workspace_id: ws.id, role: "viewer", expires_at: inDays(-1) };
    const { id } = await asService(async (tx) => {
      await tx
        .insertInto("workspace_invites")
        .values({ ...invite, email: "b@x.test", invited_by: gone.id })
        .execute();
      await tx
        .insertInto("workspace_invites")
        .values({ ...invite, email: "c@x.test", invited_by: ws.owner.id, revoked_at: inDays(0) })
        .execute();
      return await tx
        .insertInto("workspace_invites")
        .values({ ...invite, email: "a@x.test", invited_by: ws.owner.id })
        .returning("id")
        .executeTakeFirstOrThrow();
    });
    await twice(noticeExpiredInvites);
    expect(await told(ws.owner.id)).toEqual([
      {
        type: "invite.expired",
        title: "Your invitation to a@x.test has expired",
        href: `/${ws.slug}/settings/members`,
      },
    ]);
    expect(await told(gone.id)).toEqual([]);
    await asService((tx) =>
      tx
        .updateTable("workspace_invites")
        .set({ expires_at: inDays(-0.5) })
        .where("id", "=", id)
        .execute(),
    );
    await twice(noticeExpiredInvites);
    expect(await told(ws.owner.id)).toHaveLength(2);
  });
});
