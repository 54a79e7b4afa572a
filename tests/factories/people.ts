import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { sql } from "kysely";
import { generateApiKey } from "@/lib/platform/auth/api-key";
import type { ApiKeyScope, MemberRole } from "@/lib/platform/auth/permissions";
import { sessionCookieName } from "@/lib/platform/auth/session-cookie";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";

export type Person = { id: string; email: string; name: string; sessionId: string; token: string; cookie: string };
export type TestWorkspace = { id: string; slug: string; owner: Person };

const tag = () => randomBytes(5).toString("hex");

async function accessToken(userId: string, sessionId: string, lifetimeSeconds = 3600): Promise<string> {
  return await new SignJWT({ role: "authenticated", session_id: sessionId })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
    .sign(new TextEncoder().encode(env().AUTH_JWT_SECRET));
}

export function cookieFor(token: string): string {
  const session = {
    access_token: token,
    refresh_token: randomUUID(),
    expires_at: Math.floor(Date.now() / 1000) + 3600,
  };
  return `${sessionCookieName(env().SITE_URL)}=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
}

/** A confirmed account with a live session, as Supabase Auth would have left it. */
export async function createPerson(options: { verified?: boolean; email?: string } = {}): Promise<Person> {
  const db = await rawDatabase();
  const id = randomUUID();
  const sessionId = randomUUID();
  const email = options.email ?? `p-${tag()}@example.test`;
  const name = `Person ${tag()}`;
  const confirmed = options.verified === false ? null : new Date().toISOString();
  await sql`insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data, raw_app_meta_data, created_at, updated_at, is_sso_user, is_anonymous)
    values (${id}, 'authenticated', 'authenticated', ${email}, ${confirmed}, ${JSON.stringify({ display_name: name })}::jsonb, '{}'::jsonb, now(), now(), false, false)`.execute(
    db,
  );
  await sql`insert into auth.sessions (id, user_id, created_at, updated_at) values (${sessionId}, ${id}, now(), now())`.execute(
    db,
  );
  const token = await accessToken(id, sessionId);
  return { id, email, name, sessionId, token, cookie: cookieFor(token) };
}

export async function createWorkspace(owner?: Person): Promise<TestWorkspace> {
  const person = owner ?? (await createPerson());
  const slug = `ws-${tag()}`;
  return await asService(async (tx) => {
    const { id } = await tx
      .insertInto("workspaces")
      .values({ name: `Workspace ${slug}`, slug, created_by: person.id })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx.insertInto("workspace_members").values({ workspace_id: id, user_id: person.id, role: "owner" }).execute();
    return { id, slug, owner: person };
  });
}

export async function addMember(workspace: TestWorkspace, role: MemberRole, person?: Person): Promise<Person> {
  const member = person ?? (await createPerson());
  await asService((tx) =>
    tx.insertInto("workspace_members").values({ workspace_id: workspace.id, user_id: member.id, role }).execute(),
  );
  return member;
}

/** A workspace with one member of each role that is named, added in that order: what most tests begin with. */
export async function createTeam<Role extends MemberRole>(
  ...roles: Role[]
): Promise<{ ws: TestWorkspace } & Record<Role, Person>> {
  const ws = await createWorkspace();
  const members = {} as Record<Role, Person>;
  for (const role of roles) members[role] = await addMember(ws, role);
  return { ws, ...members };
}

export async function createProject(workspace: TestWorkspace, name = `Project ${tag()}`): Promise<string> {
  const row = await asService((tx) =>
    tx.insertInto("projects").values({ workspace_id: workspace.id, name }).returning("id").executeTakeFirstOrThrow(),
  );
  return row.id;
}

export async function addGuest(workspace: TestWorkspace, projectId: string, person?: Person): Promise<Person> {
  const guest = person ?? (await createPerson());
  await asService((tx) =>
    tx
      .insertInto("project_collaborators")
      .values({ workspace_id: workspace.id, project_id: projectId, user_id: guest.id })
      .execute(),
  );
  return guest;
}

export async function createKey(
  workspace: TestWorkspace,
  scopes: ApiKeyScope[],
  role: "viewer" | "editor" | "admin" = "viewer",
): Promise<{ id: string; secret: string }> {
  const key = generateApiKey();
  const row = await asService((tx) =>
    tx
      .insertInto("api_keys")
      .values({
        workspace_id: workspace.id,
        name: `key ${tag()}`,
        prefix: key.prefix,
        last4: key.last4,
        hash: sql<string>`${key.hash}::bytea`,
        role,
        scopes,
        created_by: workspace.owner.id,
      })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  return { id: row.id, secret: key.secret };
}
