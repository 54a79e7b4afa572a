import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { secretPlace } from "@/lib/features/connection/connection.secret";
import { seal } from "@/lib/platform/crypto/secret-box";
import { rawDatabase, type Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { peerToken } from "../harness/github-peer";
import type { Person } from "./people";

/** Ids that a tenant's routes can name. */
import type { Tenant } from "./world";

/** A build with a comment of each writer, some of whom may no longer see it. @returns the last comment */
export async function seedCommented(
  tx: Tx,
  { workspaceId, projectId }: { workspaceId: string; projectId: string },
  writers: Person[],
): Promise<{ buildId: string; commentId: string }> {
  const buildId = await seedBuild(tx, workspaceId, projectId);
  let commentId = "";
  for (const { id } of writers) {
    const { rows } = await sql<{ id: string }>`
      insert into public.build_comments (workspace_id, project_id, build_id, created_by, body)
      values (${workspaceId}, ${projectId}, ${buildId}, ${id}, 'A remark') returning id`.execute(tx);
    commentId = rows[0]?.id ?? "";
  }
  return { buildId, commentId };
}

export async function seedPublicProject(workspaceId: string): Promise<string> {
  return await asService(async (tx) => {
    const { rows } = await sql<{
      id: string;
      page_key: string;
    }>`insert into public.projects (workspace_id, name, visibility)
      values (${workspaceId}, 'Public', 'public') returning id, page_key`.execute(tx);
    const [project] = rows;
    if (!project) throw new Error("the public project was not written");
    await seedBuild(tx, workspaceId, project.id);
    return project.page_key;
  });
}

export async function seedInvite(
  tx: Tx,
  workspaceId: string,
  role: string,
  projectId: string | null = null,
): Promise<string> {
  const email = `invited-${randomBytes(5).toString("hex")}@example.test`;
  const { id } = await tx
    .insertInto("workspace_invites")
    .values({ workspace_id: workspaceId, email, role, project_id: projectId })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("private.invitation_tokens")
    .values({ hash: randomBytes(32), workspace_id: workspaceId, invite_id: id })
    .execute();
  return id;
}

async function seedBuild(tx: Tx, workspaceId: string, projectId: string): Promise<string> {
  const { parseIdea, COMPILER_VERSION } = await import("@/lib/features/builder");
  const { blueprint } = parseIdea("A tool for a small library: members borrow books and return them.");
  const { rows } = await sql<{ id: string }>`
    insert into public.builds (workspace_id, project_id, version, idea, blueprint, compiler_version, app_name, entity_count)
    values (${workspaceId}, ${projectId}, 1, 'A library', ${JSON.stringify(blueprint)}::jsonb, ${COMPILER_VERSION},
      ${blueprint.app.name}, ${blueprint.entities.length}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (!id) throw new Error("the build was not written");
  return id;
}

/** A template of each kind by one author, one by somebody who may no longer publish, and one use. */
export async function seedTemplates(
  workspaceId: string,
  { buildId, projectId, author, viewer }: { buildId: string; projectId: string; author: Person; viewer: Person },
): Promise<{ templateId: string; listedTemplateId: string }> {
  const publish = (visibility: string, name: string = visibility, by: Person = author) =>
    asService(
      async (tx) => {
        const { rows } = await sql<{ id: string }>`
          insert into public.templates (owner_workspace_id, slug, name, summary, category, stack, language, entity_count, blueprint, visibility)
          select ${workspaceId}, ${`desk-${name}-${workspaceId.slice(0, 8)}`}, ${`Desk ${name}`}, 'A desk', 'other', 'next-supabase', 'en', b.entity_count, b.blueprint, ${visibility}
          from public.builds b where b.id = ${buildId} returning id`.execute(tx);
        return rows[0]?.id ?? "";
      },
      { userId: by.id },
    );
  const templateId = await publish("team");
  await publish("private");
  await publish("team", "former", viewer);
  const listedTemplateId = await publish("public");
  await asService((tx) =>
    sql`insert into public.template_uses (template_id, template_version, workspace_id, project_id)
      values (${templateId}, 1, ${workspaceId}, ${projectId})`.execute(tx),
  );
  return { templateId, listedTemplateId };
}

/** The first is hidden. @returns the last of them, which somebody objects to */
export async function seedReviews(tenant: Tenant, reviewers: Person[]): Promise<string> {
  return await asService(async (tx) => {
    let id = "";
    for (const { id: userId } of reviewers) {
      const { rows } = await sql<{
        id: string;
      }>`insert into public.template_reviews (template_id, user_id, rating, status)
        values (${tenant.listedTemplateId}, ${userId}, 4, ${id === "" ? "hidden" : "visible"}) returning id`.execute(
        tx,
      );
      id = rows[0]?.id ?? "";
    }
    await sql`insert into private.template_review_reports (review_id, user_id, reason)
      values (${id}, ${tenant.owner.id}, 'Not about the template')`.execute(tx);
    return id;
  });
}

export async function seedUsage(tx: Tx, workspaceId: string, projectId: string): Promise<string> {
  const { id } = await tx
    .insertInto("ai_usage")
    .values({ workspace_id: workspaceId, project_id: projectId, run_id: randomUUID(), model: "peer", outcome: "ok" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function seedRun(tx: Tx, workspaceId: string, projectId: string): Promise<string> {
  const { id } = await tx
    .insertInto("build_runs")
    .values({ workspace_id: workspaceId, project_id: projectId, idea: "A library", status: "failed" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** One that works at the peer, and somebody's way to another one. */
export async function seedConnection(tx: Tx, workspaceId: string, userId: string): Promise<string> {
  const { id } = await tx
    .insertInto("connections")
    .values({
      workspace_id: workspaceId,
      provider: "github",
      account_id: randomBytes(4).toString("hex"),
      account_name: "octo",
      hint: "ghp_…a1b2",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { text, keyId } = seal(env().ENCRYPTION_KEYS, peerToken, secretPlace(workspaceId, id));
  await tx
    .insertInto("private.connection_secrets")
    .values({ connection_id: id, workspace_id: workspaceId, sealed: text, key_id: keyId })
    .execute();
  await tx
    .insertInto("private.connection_attempts")
    .values({
      state_hash: sql<Buffer>`${randomBytes(32)}::bytea`,
      workspace_id: workspaceId,
      user_id: userId,
      session_id: randomUUID(),
      sealed: "not a real one",
    })
    .execute();
  return id;
}

export async function seedExport(workspaceId: string, of: { buildId: string; connectionId: string }): Promise<string> {
  return await asService(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into public.exports (workspace_id, build_id, connection_id, target, repository, status, error_code, error)
      values (${workspaceId}, ${of.buildId}, ${of.connectionId}, 'new_repository', 'sample', 'failed', 'NAME_TAKEN', 'It is there already.')
      returning id`.execute(tx);
    const id = rows[0]?.id ?? "";
    await tx
      .insertInto("private.export_settings")
      .values({ export_id: id, workspace_id: workspaceId, sealed: "not a real one", key_id: "none" })
      .execute();
    return id;
  });
}

export async function seedDeadJob(workspaceId: string): Promise<string> {
  const db = await rawDatabase();
  const id = randomUUID();
  await sql`insert into pgboss.queue (name, policy, partition_name) values ('contract.dead', 'short', 'job_default')
    on conflict (name) do nothing`.execute(db);
  await sql`insert into pgboss.job (id, name, state, data, retry_count, completed_on, output, singleton_key)
    values (${id}, 'contract.dead', 'failed', ${JSON.stringify({ workspaceId })}::jsonb, 2, now(), '{"message":"it broke"}', ${id})`.execute(
    db,
  );
  return id;
}

export async function seedNotification(
  tx: Tx,
  userId: string,
  workspaceId: string,
  projectId?: string,
): Promise<string> {
  const { id } = await tx
    .insertInto("notifications")
    .values({
      user_id: userId,
      workspace_id: workspaceId,
      project_id: projectId ?? null,
      type: "build.ready",
      title: "A build is ready",
      dedupe_key: randomUUID(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function seedPersonal(person: Person, workspaceId: string): Promise<void> {
  await asService(async (tx) => {
    await seedNotification(tx, person.id, workspaceId);
    await tx
      .insertInto("notification_preferences")
      .values({ user_id: person.id, type: "build.ready", channel: "email", enabled: true })
      .execute();
  });
}

/** One row in every internal table that no tenant seeds. */
export async function seedInternals(): Promise<void> {
  await sql`insert into private.generation_holds (id, workspace_id, expires_at)
    select gen_random_uuid(), id, now() + interval '1 hour' from public.workspaces limit 1`.execute(
    await rawDatabase(),
  );
  await sql`insert into private.ai_holds (id, workspace_id, tokens, micro_usd, expires_at)
    select gen_random_uuid(), id, 1, 1, now() + interval '1 hour' from public.workspaces limit 1`.execute(
    await rawDatabase(),
  );
  const tag = randomBytes(6).toString("hex");
  await sql`insert into private.throttle (bucket, hits, window_ends) values (${tag}, 1, now() + interval '1 hour')`.execute(
    await rawDatabase(),
  );
  await sql`insert into private.mailbox (recipient, subject) values ('someone@example.test', ${tag})`.execute(
    await rawDatabase(),
  );
  await sql`insert into private.audit_checks (checked_at, workspaces, entries) values (clock_timestamp(), 0, 0)`.execute(
    await rawDatabase(),
  );
  await sql`insert into private.idempotency_keys (scope, key, route, body_hash, status, body)
    values ('user:x', ${tag}, 'POST /x', '\\x00', 200, '{}')`.execute(await rawDatabase());
}
