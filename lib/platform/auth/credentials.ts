import "server-only";
import type { Credentials } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { UnauthorizedError } from "@/lib/platform/errors/errors";
import { apiKeyHash } from "./api-key";
import { readSessionCookie, sessionCookieName } from "./session-cookie";
import { verifyAccessToken } from "./token";

/** Cookies of a request by name; the last of two equal names does not win over the first (RFC 6265 section 5.4). */
export function parseCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    const name = part.slice(0, cut).trim();
    if (!cookies.has(name)) cookies.set(name, safeDecode(part.slice(cut + 1).trim()));
  }
  return cookies;
}

function safeDecode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Three parts in base64url: a JSON Web Token, which no API key looks like. */
const accessTokenForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Who a request claims to be, cryptographically checked but not yet looked up. A bearer, be it a key or a session's
 * access token, makes cookies irrelevant.
 * @returns null when the request carries no credentials at all
 * @throws UnauthorizedError when it carries bad ones
 */
export async function readCredentials(request: Request): Promise<Credentials | null> {
  if (new URL(request.url).searchParams.has("api_key")) {
    throw new UnauthorizedError(
      "API_KEY_IN_URL",
      "Send the API key in the Authorization header, never in the address.",
    );
  }
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const bearer = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    if (bearer !== undefined && accessTokenForm.test(bearer)) return await sessionOf(bearer);
    const hash = bearer === undefined ? undefined : apiKeyHash(bearer);
    if (!hash) throw new UnauthorizedError("INVALID_API_KEY", "This API key is not known.");
    return { kind: "api_key", hash };
  }
  const cookies = parseCookies(request.headers.get("cookie"));
  const session = await readSessionCookie(sessionCookieName(env().SITE_URL), (name) => cookies.get(name));
  if (!session) return null;
  return await sessionOf(session.access_token);
}

async function sessionOf(accessToken: string): Promise<Credentials> {
  const claims = await verifyAccessToken(accessToken);
  return { kind: "session", userId: claims.sub, sessionId: claims.session_id };
}
