import "server-only";
import { serializeCookieHeader } from "@supabase/ssr";
import { parseCookies } from "@/lib/platform/auth/credentials";
import { sessionCookieOptions } from "@/lib/platform/auth/session-cookie";
import { verifyAccessToken } from "@/lib/platform/auth/token";
import { now } from "@/lib/platform/clock/clock";
import { safeEqual, sign } from "@/lib/platform/crypto/crypto";
import { env } from "@/lib/platform/env/env";

const cookieName = "atrium-recovery";
const lifetimeSeconds = 600;

function signature(sessionId: string, expires: number): string {
  return sign(env().APP_SECRET, `recovery|${sessionId}|${expires}`);
}

/** A cookie that says: this session began with a recovery link just now, so a new password needs no old one. 10 minutes. */
export async function recoveryProof(accessToken: string): Promise<string> {
  const { session_id } = await verifyAccessToken(accessToken);
  const expires = Math.floor(now().getTime() / 1000) + lifetimeSeconds;
  return serializeCookieHeader(cookieName, `${expires}.${signature(session_id, expires)}`, {
    ...sessionCookieOptions(env().SITE_URL),
    maxAge: lifetimeSeconds,
  });
}

export function holdsRecoveryProof(request: Request, sessionId: string): boolean {
  const [expires, proof] = (parseCookies(request.headers.get("cookie")).get(cookieName) ?? "").split(".");
  if (!expires || !proof || !/^\d+$/.test(expires) || Number(expires) * 1000 < now().getTime()) return false;
  return safeEqual(proof, signature(sessionId, Number(expires)));
}
