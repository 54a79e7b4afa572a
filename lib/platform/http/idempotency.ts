import "server-only";
import { sql } from "kysely";
import { safeEqual } from "@/lib/platform/crypto/crypto";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { BadRequestError, ConflictError, ValidationError } from "@/lib/platform/errors/errors";

export type IdempotencyClaim = { key: string; scope: string; route: string; bodyHash: Buffer };

/** @throws BadRequestError when the header is there but unusable */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new BadRequestError("BAD_IDEMPOTENCY_KEY", "Idempotency-Key takes 1 to 255 visible ASCII characters.");
  return key;
}

/**
 * Reserves a key inside the caller's transaction, so that record and effect commit together.
 * @returns the first answer when this key was already used with the same request
 * @throws ConflictError while another request with the key is running, ValidationError when the request differs
 */
export async function claimIdempotency(
  tx: Tx,
  claim: IdempotencyClaim,
): Promise<{ status: number; body: unknown } | undefined> {
  const lock = lockOf(claim);
  const { rows } = await sql<{
    free: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as free`.execute(tx);
  if (!rows[0]?.free) throw inFlight();
  const earlier = await elevated(tx, () =>
    tx
      .selectFrom("private.idempotency_keys")
      .select(["status", "body", sql<string>`encode(body_hash, 'hex')`.as("hash")])
      .where("scope", "=", claim.scope)
      .where("route", "=", claim.route)
      .where("key", "=", claim.key)
      .executeTakeFirst(),
  );
  if (!earlier) return undefined;
  if (!safeEqual(earlier.hash, claim.bodyHash.toString("hex"))) {
    throw new ValidationError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used with a different request.");
  }
  return { status: earlier.status, body: earlier.body };
}

const lockOf = (claim: IdempotencyClaim): string => `${claim.scope}|${claim.route}|${claim.key}`;
const inFlight = () =>
  new ConflictError("IDEMPOTENCY_IN_FLIGHT", "A request with this Idempotency-Key is still running.", {
    headers: { "retry-after": "1" },
  });

const running = new Set<string>();

/**
 * Work that happens while no transaction holds the key's lock. In this process it is not done twice at once for one key; a
 * second process may do it again, but only one of the two keeps its result.
 * @throws ConflictError while the same key's work is running
 */
export async function runOnce<T>(claim: IdempotencyClaim | undefined, work: () => Promise<T>): Promise<T> {
  if (!claim) return await work();
  const lock = lockOf(claim);
  if (running.has(lock)) throw inFlight();
  running.add(lock);
  try {
    return await work();
  } finally {
    running.delete(lock);
  }
}

/** Keeps the answer. Only successes get here: a failure rolls the reservation back with everything else. */
export async function storeIdempotent(tx: Tx, claim: IdempotencyClaim, response: Response): Promise<void> {
  const body = await response.clone().text();
  await elevated(tx, () =>
    tx
      .insertInto("private.idempotency_keys")
      .values({
        scope: claim.scope,
        key: claim.key,
        route: claim.route,
        body_hash: claim.bodyHash,
        status: response.status,
        body,
      })
      .execute(),
  );
}
