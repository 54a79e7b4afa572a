import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `req_` and 16 characters of Crockford base32: 80 random bits, readable over the phone. */
export function newRequestId(): string {
  let id = "req_";
  for (const byte of randomBytes(16)) id += alphabet[byte & 31];
  return id;
}
