import "server-only";
import { sql } from "kysely";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { RateLimitError } from "@/lib/platform/errors/errors";

export type ThrottleRule = { name: string; subject: string; limit: number; windowSeconds: number };

/** 10 tries per account in 15 minutes, 30 per address in 5: NIST SP 800-63B 5.2.2 asks for a bound; these are ours. */
export function signInRules(email: string, ip: string | null): ThrottleRule[] {
  return [
    { name: "sign-in:account", subject: email, limit: 10, windowSeconds: 900 },
    ...(ip === null ? [] : [{ name: "sign-in:ip", subject: ip, limit: 30, windowSeconds: 300 }]),
  ];
}

/** Mails somebody can cause to be sent: 5 an hour per recipient, 20 an hour per address. */
export function mailRules(purpose: string, email: string, ip: string | null): ThrottleRule[] {
  return [
    { name: `${purpose}:account`, subject: email, limit: 5, windowSeconds: 3600 },
    ...(ip === null ? [] : [{ name: `${purpose}:ip`, subject: ip, limit: 20, windowSeconds: 3600 }]),
  ];
}

function bucketOf(rule: ThrottleRule): string {
  return `${rule.name}:${sha256(rule.subject).toString("hex", 0, 16)}`;
}

/**
 * Counts one try before it is made, so that parallel tries cannot all slip under the limit. Kept in the database: a
 * restart forgives nothing, and when the database is down the try fails with it (closed).
 * @throws RateLimitError
 */
export async function throttle(rules: ThrottleRule[]): Promise<void> {
  const waits = await asService(async (tx) => {
    const seconds: number[] = [];
    for (const rule of rules) {
      const { rows } = await sql<{ hits: number; wait: number }>`
        select hits, ceil(extract(epoch from window_ends - now()))::int as wait
        from private.throttle_hit(${bucketOf(rule)}, make_interval(secs => ${rule.windowSeconds}))`.execute(tx);
      const row = rows[0];
      if (row && row.hits > rule.limit) seconds.push(Math.max(1, row.wait));
    }
    return seconds;
  });
  if (waits.length === 0) return;
  const wait = Math.max(...waits);
  const minutes = Math.ceil(wait / 60);
  throw new RateLimitError(
    "TOO_MANY_ATTEMPTS",
    `Too many attempts. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
    {
      headers: { "retry-after": String(wait) },
    },
  );
}

/** A success forgives what was counted for the account; the address keeps its count. */
export async function forgive(rules: ThrottleRule[]): Promise<void> {
  const buckets = rules.filter((rule) => rule.name.endsWith(":account")).map(bucketOf);
  await asService((tx) => tx.deleteFrom("private.throttle").where("bucket", "in", buckets).execute());
}
