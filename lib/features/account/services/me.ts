import "server-only";
import { sql } from "kysely";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { toWorkspaceSummary } from "@/lib/features/workspace/workspace.serializer";
import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import type { Me, Session } from "../account.schema";

/** The caller, their workspaces and how much is new. */
export async function getMe(tx: Tx, userId: string): Promise<Me> {
  const profile = await tx
    .selectFrom("profiles as p")
    .select(["p.id", "p.email", "p.display_name", "p.time_zone", "p.last_workspace_id"])
    .select((eb) =>
      eb
        .selectFrom("notifications as n")
        .select(sql<number>`count(*)::int`.as("count"))
        .where("n.user_id", "=", userId)
        .where("n.read_at", "is", null)
        .as("unread"),
    )
    .where("p.id", "=", userId)
    .executeTakeFirst();
  if (!profile) throw new NotFoundError();
  const workspaces = await workspaceRepository(tx, userId).list();
  return {
    id: profile.id,
    email: profile.email,
    displayName: profile.display_name,
    avatarUrl: null,
    timeZone: profile.time_zone,
    lastWorkspaceId: profile.last_workspace_id,
    unreadNotifications: profile.unread ?? 0,
    workspaces: workspaces.map(toWorkspaceSummary),
  };
}

type Changes = {
  displayName?: string | undefined;
  timeZone?: string | null | undefined;
  lastWorkspaceId?: string | null | undefined;
};

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** @throws ValidationError for a time zone nobody knows, NotFoundError for a workspace the caller has no place in */
export async function updateMe(tx: Tx, userId: string, changes: Changes): Promise<Me> {
  if (changes.timeZone && !isTimeZone(changes.timeZone)) {
    throw new ValidationError(undefined, undefined, {
      details: { fields: { timeZone: "This time zone is not known" } },
    });
  }
  if (changes.lastWorkspaceId && !(await workspaceRepository(tx, userId).find(changes.lastWorkspaceId)))
    throw new NotFoundError();
  const set = Object.fromEntries(
    Object.entries({
      display_name: changes.displayName,
      time_zone: changes.timeZone,
      last_workspace_id: changes.lastWorkspaceId,
    }).filter(([, value]) => value !== undefined),
  );
  await tx.updateTable("profiles").set(set).where("id", "=", userId).execute();
  return await getMe(tx, userId);
}

type SessionRow = {
  id: string;
  created_at: string;
  updated_at: string;
  refreshed_at: string | null;
  user_agent: string | null;
  ip: string | null;
};

/** Where the caller is signed in, newest first. Supabase Auth keeps the rows; nobody may read them for themselves. */
export async function listSessions(tx: Tx, userId: string, currentId: string): Promise<Session[]> {
  const { rows } = await elevated(tx, () =>
    sql<SessionRow>`select * from private.list_sessions(${userId}::uuid)`.execute(tx),
  );
  return rows.map((row) => ({
    id: row.id,
    current: row.id === currentId,
    createdAt: toIso(row.created_at),
    lastSeenAt: toIsoOrNull(row.refreshed_at ?? row.updated_at),
    userAgent: row.user_agent,
    ip: row.ip,
  }));
}

/** Ends one of the caller's own sessions at once. @throws NotFoundError */
export async function endSession(tx: Tx, userId: string, sessionId: string): Promise<void> {
  const ended = await elevated(
    tx,
    async () =>
      (
        await sql<{ ended: boolean }>`select private.end_session(${userId}::uuid, ${sessionId}::uuid) as ended`.execute(
          tx,
        )
      ).rows[0]?.ended,
  );
  if (!ended) throw new NotFoundError();
}
