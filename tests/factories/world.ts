import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { libraryId } from "@/lib/features/template/library/library-blueprint";
import type { MemberRole } from "@/lib/platform/auth/permissions";
import { rawDatabase, type Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { addGuest, addMember, createKey, createPerson, createProject, createWorkspace, type Person } from "./people";

/** Ids that a tenant's routes can name. */
export type Tenant = {
  id: string;
  slug: string;
  owner: Person;
  /** The project the tenant's guest may see. */
  projectId: string;
  buildId: string;
  /** A run that has ended. */
  runId: string;
  inviteId: string;
  keyId: string;
  memberId: string;
  guestId: string;
  notificationId: string;
  /** A template for the tenant's own people. */
  templateId: string;
  /** A template that everybody signed in sees. */
  listedTemplateId: string;
  /** Somebody else's review of the listed one. */
  reviewId: string;
  connectionId: string;
  /** A job that used up its tries. */
  jobId: string;
  /** A comment of the viewer's on the shared build. */
  commentId: string;
  /** The page of a public project. */
  pageKey: string;
};
export type Key = { id: string; secret: string };

/** Two tenants that share nobody, a third that is deleted, and one person for every place somebody can have. */
export type World = {
  a: Tenant;
  b: Tenant;
  deleted: { id: string; slug: string };
  stranger: Person;
  guest: Person;
  viewer: Person;
  editor: Person;
  admin: Person;
  owner: Person;
  /** A confirmed person without any place, free to be used up by a test. */
  spare: Person;
  keys: Record<"viewer" | "editor" | "admin", Key>;
  /** An account whose profile row is gone. */
  orphanId: string;
  peopleIds: string[];
};

const allScopes = ["projects.read"] as const;

export async function createWorld(): Promise<World> {
  const owner = await createPerson();
  const people: Record<MemberRole | "guest" | "stranger" | "spare", Person> = {
    owner,
    admin: await createPerson(),
    editor: await createPerson(),
    viewer: await createPerson(),
    guest: await createPerson(),
    stranger: await createPerson(),
    spare: await createPerson(),
  };
  const foreign = { owner: await createPerson(), viewer: await createPerson(), guest: await createPerson() };
  const orphan = await createPerson();
  await (await rawDatabase()).deleteFrom("profiles").where("id", "=", orphan.id).execute();

  const a = await createTenant(people);
  const b = await createTenant(foreign);
  const deleted = await createTenant({ owner, admin: people.admin, viewer: people.viewer, guest: people.guest });
  await asService((tx) =>
    sql`update public.workspaces set deleted_at = now(), purge_at = now() + interval '30 days' where id = ${deleted.id}`.execute(
      tx,
    ),
  );
  // News of a project the viewer sees; in a deleted workspace nobody sees one.
  await asService((tx) => seedNotification(tx, people.viewer.id, a.id, a.projectId));
  const everyone = [...Object.values(people), ...Object.values(foreign)];
  for (const person of everyone) await seedPersonal(person, a.id);
  a.reviewId = await seedReviews(a, Object.values(foreign));
  b.reviewId = await seedReviews(b, Object.values(people));
  await seedInternals();
  const keyed = { id: a.id, slug: a.slug, owner };
  return {
    a,
    b,
    deleted,
    ...people,
    keys: {
      viewer: await createKey(keyed, [...allScopes], "viewer"),
      editor: await createKey(keyed, [...allScopes], "editor"),
      admin: await createKey(keyed, [...allScopes], "admin"),
    },
    orphanId: orphan.id,
    peopleIds: [...everyone.map((person) => person.id), orphan.id],
  };
}

type Crew = { owner: Person; viewer: Person; guest: Person } & Partial<Record<"editor" | "admin", Person>>;

/** A workspace with at least one row in every table that belongs to workspaces. */
async function createTenant(crew: Crew): Promise<Tenant> {
  const workspace = await createWorkspace(crew.owner);
  for (const role of ["viewer", "editor", "admin"] as const) {
    const person = crew[role];
    if (person) await addMember(workspace, role, person);
  }
  const projectId = await createProject(workspace, "Shared with the guest");
  await createProject(workspace, "Not shared");
  await addGuest(workspace, projectId, crew.guest);
  await seedPrivateProjects(workspace, crew);
  const key = await createKey(workspace, ["projects.read"]);
  const rows = await asService(async (tx) => ({
    inviteId: await seedInvite(tx, workspace.id, "viewer"),
    guestInviteId: await seedInvite(tx, workspace.id, "guest", projectId),
    ownerInviteId: await seedInvite(tx, workspace.id, "owner"),
    ...(await seedCommented(tx, { workspaceId: workspace.id, projectId }, [
      crew.guest,
      crew.editor ?? crew.owner,
      crew.viewer,
    ])),
    notificationId: await seedNotification(tx, crew.owner.id, workspace.id),
    day: await tx
      .insertInto("generation_usage")
      .values({ workspace_id: workspace.id, day: "2026-01-01", used: 3 })
      .execute(),
    usageId: await seedUsage(tx, workspace.id, projectId),
    runId: await seedRun(tx, workspace.id, projectId),
    connectionId: await seedConnection(tx, workspace.id),
  }));
  // A person's deed, so that the log names an actor.
  await asService((tx) => sql`update public.projects set description = 'Touched' where id = ${projectId}`.execute(tx), {
    userId: crew.owner.id,
    requestId: "req_world",
    ip: "192.0.2.1",
  });
  return {
    id: workspace.id,
    slug: workspace.slug,
    owner: crew.owner,
    projectId,
    buildId: rows.buildId,
    runId: rows.runId,
    inviteId: rows.inviteId,
    keyId: key.id,
    memberId: crew.viewer.id,
    guestId: crew.guest.id,
    notificationId: rows.notificationId,
    ...(await seedTemplates(workspace.id, {
      buildId: rows.buildId,
      projectId,
      author: crew.editor ?? crew.owner,
      viewer: crew.viewer,
    })),
    reviewId: "",
    connectionId: rows.connectionId,
    commentId: rows.commentId,
    pageKey: await seedPublicProject(workspace.id),
    jobId: await seedDeadJob(workspace.id),
  };
}

/**
 * One that its creator, an editor, has to themselves, and one of the owner's that a viewer may edit: between them they tell
 * creators, collaborators, admins and everybody else apart. Each with a row in every table that belongs to projects.
 */
async function seedPrivateProjects(workspace: { id: string; owner: Person }, crew: Crew): Promise<void> {
  for (const creator of [crew.editor ?? crew.owner, crew.owner]) {
    const id = await asService(
      async (tx) => {
        const { rows } = await sql<{ id: string }>`insert into public.projects (workspace_id, name, visibility)
          values (${workspace.id}, 'Private', 'private') returning id`.execute(tx);
        const projectId = rows[0]?.id ?? "";
        await seedInvite(tx, workspace.id, "guest", projectId);
        await seedCommented(tx, { workspaceId: workspace.id, projectId }, [crew.owner, creator, crew.viewer]);
        await sql`insert into public.template_uses (template_id, template_version, workspace_id, project_id)
          values (${libraryId("support-helpdesk")}, 1, ${workspace.id}, ${projectId})`.execute(tx);
        return projectId;
      },
      { userId: creator.id },
    );
    if (creator !== crew.owner) continue;
    await asService((tx) =>
      sql`insert into public.project_collaborators (workspace_id, project_id, user_id, role)
        values (${workspace.id}, ${id}, ${crew.viewer.id}, 'editor')`.execute(tx),
    );
  }
}

/** A build with a comment of each writer, some of whom may no longer see it. @returns the last comment */
async function seedCommented(
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

async function seedPublicProject(workspaceId: string): Promise<string> {
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

async function seedInvite(tx: Tx, workspaceId: string, role: string, projectId: string | null = null): Promise<string> {
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
async function seedTemplates(
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
async function seedReviews(tenant: Tenant, reviewers: Person[]): Promise<string> {
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

async function seedUsage(tx: Tx, workspaceId: string, projectId: string): Promise<string> {
  const { id } = await tx
    .insertInto("ai_usage")
    .values({ workspace_id: workspaceId, project_id: projectId, run_id: randomUUID(), model: "peer", outcome: "ok" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function seedRun(tx: Tx, workspaceId: string, projectId: string): Promise<string> {
  const { id } = await tx
    .insertInto("build_runs")
    .values({ workspace_id: workspaceId, project_id: projectId, idea: "A library", status: "failed" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function seedConnection(tx: Tx, workspaceId: string): Promise<string> {
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
  await tx
    .insertInto("private.connection_secrets")
    .values({ connection_id: id, workspace_id: workspaceId, sealed: "not a real one", key_id: "none" })
    .execute();
  return id;
}

async function seedDeadJob(workspaceId: string): Promise<string> {
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

async function seedNotification(tx: Tx, userId: string, workspaceId: string, projectId?: string): Promise<string> {
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

async function seedPersonal(person: Person, workspaceId: string): Promise<void> {
  await asService(async (tx) => {
    await seedNotification(tx, person.id, workspaceId);
    await tx
      .insertInto("notification_preferences")
      .values({ user_id: person.id, type: "build.ready", channel: "email", enabled: true })
      .execute();
  });
}

/** One row in every internal table that no tenant seeds. */
async function seedInternals(): Promise<void> {
  await sql`insert into private.generation_holds (id, workspace_id, expires_at)
    select gen_random_uuid(), id, now() + interval '1 hour' from public.workspaces limit 1`.execute(
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
