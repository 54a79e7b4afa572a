import "server-only";
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import { now } from "@/lib/platform/clock/clock";
import { env } from "@/lib/platform/env/env";
import { UnauthorizedError } from "@/lib/platform/errors/errors";
import { LRUCache } from "@/lib/shared/lru";

const claims = z.object({
  sub: z.uuid(),
  session_id: z.uuid(),
  role: z.literal("authenticated"),
  amr: z.array(z.object({ method: z.string(), timestamp: z.number() }).loose()).optional(),
  exp: z.number(),
  iat: z.number().optional(),
});
export type AccessClaims = z.infer<typeof claims>;

type Holder = typeof globalThis & { __atriumKeys?: { secret: Uint8Array } | { jwks: JWTVerifyGetKey } };

function keys() {
  const holder = globalThis as Holder;
  if (!holder.__atriumKeys) {
    const e = env();
    const shared = e.mode === "supabase" ? e.SUPABASE_JWT_SECRET : e.AUTH_JWT_SECRET;
    holder.__atriumKeys = shared
      ? { secret: new TextEncoder().encode(shared) }
      : {
          jwks: createRemoteJWKSet(new URL("/auth/v1/.well-known/jwks.json", e.SUPABASE_URL), {
            timeoutDuration: 5000,
          }),
        };
  }
  return holder.__atriumKeys;
}

/** A signature that was right stays right until the token expires; a browser sends the same token for an hour. */
const verified = new LRUCache<string, AccessClaims>(2000);

/**
 * Verifies an access token ourselves: signature, algorithm, audience and expiry, without a call to Supabase Auth.
 * The session it names is checked where the transaction starts (`private.enter_request`).
 * @throws UnauthorizedError TOKEN_INVALID or TOKEN_EXPIRED
 */
export async function verifyAccessToken(token: string): Promise<AccessClaims> {
  const known = verified.get(token);
  if (known && known.exp * 1000 > now().getTime()) return known;
  const source = keys();
  let payload: JWTPayload;
  try {
    ({ payload } =
      "secret" in source
        ? await jwtVerify(token, source.secret, { algorithms: ["HS256"], audience: "authenticated" })
        : await jwtVerify(token, source.jwks, { algorithms: ["ES256", "RS256"], audience: "authenticated" }));
  } catch (cause) {
    if (cause instanceof errors.JWTExpired)
      throw new UnauthorizedError("TOKEN_EXPIRED", "Your session has expired. Sign in again.", { cause });
    throw new UnauthorizedError("TOKEN_INVALID", "Your session is not valid. Sign in again.", { cause });
  }
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw new UnauthorizedError("TOKEN_INVALID", "Your session is not valid. Sign in again.");
  verified.set(token, parsed.data);
  return parsed.data;
}
