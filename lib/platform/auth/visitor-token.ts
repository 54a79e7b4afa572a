import "server-only";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { ForbiddenError, UnauthorizedError } from "@/lib/platform/errors/errors";

/** A visitor of a website, talking to one assistant of one workspace. */
export type Visitor = { visitorId: string; assistantId: string; workspaceId: string; assistantKey: string };

export const visitorSessionSeconds = 15 * 60;
const audience = "atrium-visitor";
const claims = z.object({ sub: z.uuid(), ast: z.uuid(), ws: z.uuid(), key: z.string().regex(/^[0-9a-f]{20}$/) });

const secret = () => new TextEncoder().encode(env().APP_SECRET);

/** A session of fifteen minutes, bound to one assistant. The audience keeps it apart from every other token of ours. */
export async function signVisitorToken({
  visitorId,
  assistantId,
  workspaceId,
  assistantKey,
}: Visitor): Promise<string> {
  return await new SignJWT({ ast: assistantId, ws: workspaceId, key: assistantKey })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(visitorId)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${visitorSessionSeconds}s`)
    .sign(secret());
}

/**
 * @param assistantKey of the address that is asked
 * @throws UnauthorizedError VISITOR_SESSION_REQUIRED, VISITOR_SESSION_INVALID or VISITOR_SESSION_EXPIRED
 * @throws ForbiddenError VISITOR_SESSION_ELSEWHERE for a session of another assistant
 */
export async function readVisitor(request: Request, assistantKey: string): Promise<Visitor> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined)
    throw new UnauthorizedError("VISITOR_SESSION_REQUIRED", "Start a session first; it is asked for without a token.");
  let payload: JWTPayload;
  try {
    ({ payload } = await jwtVerify(bearer, secret(), { algorithms: ["HS256"], audience }));
  } catch (cause) {
    if (cause instanceof errors.JWTExpired)
      throw new UnauthorizedError("VISITOR_SESSION_EXPIRED", "The session has expired. Start it again.", { cause });
    throw new UnauthorizedError("VISITOR_SESSION_INVALID", "This session is not known.", { cause });
  }
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw new UnauthorizedError("VISITOR_SESSION_INVALID", "This session is not known.");
  const { sub, ast, ws, key } = parsed.data;
  if (key !== assistantKey)
    throw new ForbiddenError("VISITOR_SESSION_ELSEWHERE", "This session belongs to another assistant.");
  return { visitorId: sub, assistantId: ast, workspaceId: ws, assistantKey: key };
}
