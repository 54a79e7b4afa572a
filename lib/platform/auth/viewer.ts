import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { asUser, type Tx } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { AppError } from "@/lib/platform/errors/errors";
import { newRequestId } from "@/lib/platform/http/request-id";
import { readSessionCookie, sessionCookieName } from "./session-cookie";
import { verifyAccessToken } from "./token";

export type Viewer = { id: string; email: string; displayName: string };

/**
 * Reads something for a page in the viewer's own transaction, which checks the live session first. Null for strangers.
 * `redirect` and `notFound` throw, so call them after the work, not in it.
 */
export async function withViewer<T>(work: (tx: Tx, viewer: Viewer) => Promise<T>): Promise<T | null> {
  const jar = await cookies();
  const session = await readSessionCookie(sessionCookieName(env().SITE_URL), (name) => jar.get(name)?.value);
  if (!session) return null;
  try {
    const claims = await verifyAccessToken(session.access_token);
    const userAgent = (await headers()).get("user-agent");
    return await asUser(
      { kind: "session", userId: claims.sub, sessionId: claims.session_id },
      { requestId: newRequestId(), ip: null, userAgent, workspace: null, readOnly: true },
      async (tx, { caller }) =>
        caller.kind === "user"
          ? await work(tx, { id: caller.userId, email: caller.email, displayName: caller.displayName })
          : null,
    );
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return null;
    throw error;
  }
}

/** Who looks at this page, checked against the live session. Once per request. */
export const getViewer = cache((): Promise<Viewer | null> => withViewer(async (_tx, viewer) => viewer));

/** Sends strangers to the sign-in page, and back here afterwards. */
export async function requireViewer(next?: string): Promise<Viewer> {
  const viewer = await getViewer();
  if (!viewer) redirect(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  return viewer;
}
