import "server-only";
import { readCredentials } from "@/lib/platform/auth/credentials";
import { sha256 } from "@/lib/platform/crypto/crypto";
import type { Credentials, RequestContext } from "@/lib/platform/db/db";
import { ForbiddenError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { captureError } from "@/lib/platform/log/capture";
import type { Access } from "./registry";

/** @throws UnauthorizedError without credentials, ForbiddenError SESSION_REQUIRED for a key where a person is needed */
export async function credentialsFor(permission: Access, request: Request): Promise<Credentials | null> {
  if (permission === "public") return await readCredentials(request).catch(() => null);
  const credentials = await readCredentials(request);
  if (credentials === null) throw new UnauthorizedError();
  if ((permission === "self" || permission === "account") && credentials.kind === "api_key")
    throw new ForbiddenError("SESSION_REQUIRED", "This needs a signed-in person; an API key cannot do it.");
  return credentials;
}

/** The part of an idempotency claim that is the request's own. */
export function whatIsAsked({ method, path }: { method: string; path: string }, url: URL, bytes: Uint8Array) {
  return { route: `${method} ${path}`, bodyHash: sha256(Buffer.concat([Buffer.from(url.pathname), bytes])) };
}

/** Whose requests are counted together. */
export function rateSubject(credentials: Credentials | null, context: RequestContext): string {
  if (credentials === null) return `ip:${context.ip ?? "unknown"}`;
  return credentials.kind === "session"
    ? `user:${credentials.userId}`
    : `key:${credentials.hash.toString("hex", 0, 8)}`;
}

/** Takes prepared work back when its transaction failed, or when another request with the same key was first. */
export async function keepOrGiveBack<T>(
  giveBack: () => Promise<void>,
  work: (kept: () => void) => Promise<T>,
): Promise<T> {
  let isKept = false;
  try {
    const result = await work(() => {
      isKept = true;
    });
    if (!isKept) await giveBack();
    return result;
  } catch (error) {
    // What the request failed for is what its caller reads; a hold that could not be given back runs out by itself.
    await giveBack().catch((cause: unknown) => captureError(cause, {}));
    throw error;
  }
}
