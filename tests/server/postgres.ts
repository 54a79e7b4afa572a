import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { Client } from "pg";

/** The PostgreSQL that tests may make databases in. */
export const database = process.env.TEST_DATABASE_URL;
const secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
/** What postgres mode wants beside `DATABASE_URL` in production. */
export const keys = {
  AUTH_JWT_SECRET: secret,
  APP_SECRET: secret,
  INTERNAL_TOKEN: secret,
  METRICS_TOKEN: secret,
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  SUPABASE_SECRET_KEY: "sb_secret_x",
};

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database of its own, empty. @returns its URL */
export async function createDatabase(): Promise<string> {
  const name = `crash_${Date.now()}`;
  await withClient(database ?? "", (client) => client.query(`create database ${name}`));
  const url = new URL(database ?? "");
  url.pathname = `/${name}`;
  return url.toString();
}

/** An owner of the workspace `juniper`, as Supabase Auth would have left them. @returns the Cookie header */
export async function ownerCookie(databaseUrl: string): Promise<string> {
  return await withClient(databaseUrl, async (client) => {
    const [userId, sessionId] = [randomUUID(), randomUUID()];
    await client.query(
      `insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data, raw_app_meta_data, created_at, updated_at, is_sso_user, is_anonymous)
       values ($1, 'authenticated', 'authenticated', $2, now(), '{"display_name":"Owner"}', '{}', now(), now(), false, false)`,
      [userId, `${userId}@example.test`],
    );
    await client.query(
      "insert into auth.sessions (id, user_id, created_at, updated_at) values ($1, $2, now(), now())",
      [sessionId, userId],
    );
    await client.query("insert into workspaces (name, slug) values ('Juniper', 'juniper') on conflict do nothing");
    await client.query(
      "insert into workspace_members (workspace_id, user_id, role) select id, $1, 'owner' from workspaces where slug = 'juniper'",
      [userId],
    );
    const token = await new SignJWT({ role: "authenticated", session_id: sessionId })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(userId)
      .setAudience("authenticated")
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(secret));
    const session = {
      access_token: token,
      refresh_token: randomUUID(),
      expires_at: Math.floor(Date.now() / 1000) + 3600,
    };
    return `atrium=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
  });
}
