import "server-only";
import { CompiledQuery, type Kysely, sql } from "kysely";
import type { Role } from "@/lib/platform/auth/permissions";
import { UnauthorizedError } from "@/lib/platform/errors/errors";
import { captureError } from "@/lib/platform/log/capture";
import type { DB } from "./database";
import { runtime } from "./runtime";
import { asService } from "./service-role";
import type { TransactionOptions } from "./session";
import type { RequestContext, Tx } from "./tx";

export type { RequestContext, Tx } from "./tx";

/** Who sent a request, before the database has confirmed it. */
export type Credentials = { kind: "session"; userId: string; sessionId: string } | { kind: "api_key"; hash: Buffer };

/** What the entry statement found out. `workspace` is null when none was asked for or the caller has no place in it. */
export type Entered = {
  caller:
    | { kind: "user"; userId: string; email: string; emailVerified: boolean; displayName: string }
    | { kind: "api_key"; keyId: string; keyName: string; scopes: string[] };
  workspace: { id: string; slug: string; role: Role; deleted: boolean } | null;
};

type EntryRow = {
  error?: string;
  kind: "user" | "api_key";
  userId: string;
  email: string;
  emailVerified: boolean;
  displayName: string;
  keyId: string;
  keyName: string;
  scopes: string[];
  touch: boolean;
  workspaceId: string | null;
  workspaceSlug: string;
  role: Role | null;
  deleted?: boolean;
};

const entryErrors: Record<string, string> = {
  INVALID_API_KEY: "This API key is not known.",
  API_KEY_REVOKED: "This API key was revoked.",
  API_KEY_ROTATED: "This API key was replaced by a newer one.",
  API_KEY_EXPIRED: "This API key has expired.",
  SESSION_ENDED: "Your session has ended. Sign in again.",
};

/**
 * Runs `work` as the caller under row level security: one transaction, whose first statement finds out who asks and in
 * which workspace, and drops to the role `authenticated`.
 * @throws UnauthorizedError when the session or key no longer stands
 */
export async function asUser<T>(
  credentials: Credentials,
  request: RequestContext & { workspace: string | null } & TransactionOptions,
  work: (tx: Tx, entered: Entered) => Promise<T>,
): Promise<T> {
  const { engine } = await runtime();
  let touchedKey: string | undefined;
  const result = await engine.transaction(async (tx) => {
    const { entered, touch } = await enter(tx, credentials, request);
    if (touch && entered.caller.kind === "api_key") touchedKey = entered.caller.keyId;
    return await work(tx, entered);
  }, request);
  // What the caller asked for stands by now; that the key's last use was not written down must not take the answer away.
  if (touchedKey !== undefined)
    await touchKey(touchedKey, request).catch((cause: unknown) =>
      captureError(cause, { requestId: request.requestId }),
    );
  return result;
}

/** Compiled once: it is the first statement of every request. */
const entryStatement = `select private.enter_request($1::uuid, $2::uuid, $3::bytea, $4::text, $5::text, $6::text, $7::text) as entry`;

async function enter(
  tx: Tx,
  credentials: Credentials,
  request: RequestContext & { workspace: string | null },
): Promise<{ entered: Entered; touch: boolean }> {
  const userId = credentials.kind === "session" ? credentials.userId : null;
  const sessionId = credentials.kind === "session" ? credentials.sessionId : null;
  const hash = credentials.kind === "api_key" ? credentials.hash : null;
  const { rows } = await tx.executeQuery(
    CompiledQuery.raw(entryStatement, [
      userId,
      sessionId,
      hash,
      request.workspace,
      request.requestId,
      request.ip,
      request.userAgent,
    ]) as CompiledQuery<{ entry: EntryRow }>,
  );
  const entry = rows[0]?.entry;
  if (!entry || entry.error !== undefined) {
    const code = entry?.error ?? "UNAUTHORIZED";
    throw new UnauthorizedError(code, entryErrors[code]);
  }
  const workspace =
    entry.workspaceId !== null && entry.role !== null
      ? { id: entry.workspaceId, slug: entry.workspaceSlug, role: entry.role, deleted: entry.deleted ?? false }
      : null;
  const caller: Entered["caller"] =
    entry.kind === "user"
      ? {
          kind: "user",
          userId: entry.userId,
          email: entry.email,
          emailVerified: entry.emailVerified,
          displayName: entry.displayName,
        }
      : { kind: "api_key", keyId: entry.keyId, keyName: entry.keyName, scopes: entry.scopes };
  return { entered: { workspace, caller }, touch: entry.touch };
}

/**
 * Runs `work` as a visitor of one assistant under row level security: it sees what that assistant knows and the visitor's own
 * conversations, and nothing of any other assistant, whatever the statement says. Writes are for `elevated`.
 */
export async function asVisitor<T>(
  visitor: { assistantId: string; visitorId: string | null },
  request: RequestContext & TransactionOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { engine } = await runtime();
  const claims = {
    role: "authenticated",
    atrium_assistant_id: visitor.assistantId,
    ...(visitor.visitorId === null ? {} : { atrium_visitor_id: visitor.visitorId }),
  };
  return await engine.transaction(async (tx) => {
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('atrium.request_id', ${request.requestId}, true), set_config('atrium.ip', ${request.ip ?? ""}, true),
      set_config('atrium.user_agent', ${request.userAgent ?? ""}, true), set_config('atrium.via', 'visitor', true),
      set_config('role', 'authenticated', true)`.execute(tx);
    return await work(tx);
  }, request);
}

/** At most once a minute per key, so that a busy key does not rewrite its row on every call. */
async function touchKey(id: string, request: RequestContext): Promise<void> {
  await asService(
    (tx) =>
      tx
        .updateTable("api_keys")
        .set({ last_used_at: sql`now()`, last_used_ip: request.ip })
        .where("id", "=", id)
        .execute(),
    request,
  );
}

/** The connection's own role, outside the request path: health checks and start-up. */
export async function rawDatabase(): Promise<Kysely<DB>> {
  return (await runtime()).engine.kysely;
}

/** A transaction as the connection's own role. For pg-boss's tables. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return await (await runtime()).engine.transaction(work);
}
