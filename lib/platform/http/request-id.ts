import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 16;
/** Random bytes for the next few hundred ids: asking the generator once per request showed in the profile. */
const pool = Buffer.alloc(length * 256);
let used = pool.length;

/** `req_` and 16 characters of Crockford base32: 80 random bits, readable over the phone. */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = "req_";
  for (const end = used + length; used < end; used++) id += alphabet[(pool[used] ?? 0) & 31];
  return id;
}
