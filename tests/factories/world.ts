import { sql } from "kysely";
import { libraryId } from "@/lib/features/template/library/library-blueprint";
import type { MemberRole } from "@/lib/platform/auth/permissions";
import { rawDatabase, type Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { type AssistantRows, seedAssistant, seedTalk } from "./assistants";
import { addGuest, addMember, createKey, createPerson, createProject, createWorkspace, type Person } from "./people";
import {
  seedCommented,
  seedConnection,
  seedDeadJob,
  seedExport,
  seedInternals,
  seedInvite,
  seedNotification,
  seedPersonal,
  seedPublicProject,
  seedReviews,
  seedRun,
  seedTemplates,
  seedUsage,
} from "./world-seeds";

/** Ids that a tenant's routes can name. */
export type Tenant = AssistantRows & {
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
  /** One that has failed. */
  exportId: string;
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
    connectionId: await seedConnection(tx, workspace.id, crew.owner.id),
    assistant: await seedVisited(tx, workspace.id, crew.owner.id),
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
    exportId: await seedExport(workspace.id, rows),
    commentId: rows.commentId,
    pageKey: await seedPublicProject(workspace.id),
    jobId: await seedDeadJob(workspace.id),
    ...rows.assistant,
  };
}

/** An assistant with two visitors, neither of whom may see what the other one said. */
async function seedVisited(tx: Tx, workspaceId: string, ownerId: string): Promise<AssistantRows> {
  const rows = await seedAssistant(tx, workspaceId, ownerId);
  await seedTalk(tx, { ...rows, workspaceId, text: "The workshop opens at nine." });
  return rows;
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
    await asService((tx) => seedAssistant(tx, workspace.id, crew.owner.id, id));
  }
}
