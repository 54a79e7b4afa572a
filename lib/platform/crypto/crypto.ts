import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes, base64url: 256 bits, for links and tokens. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

export function sha256(value: string | Uint8Array): Buffer {
  return createHash("sha256").update(value).digest();
}

/** HMAC-SHA-256 of text under a secret, base64url. */
export function sign(secret: string, value: string): string {
  return createHmac("sha256", secret).update(value).digest("base64url");
}

/** Compares in constant time; different lengths are simply different. */
export function safeEqual(a: string, b: string): boolean {
  // Hashing first makes both sides equally long, as timingSafeEqual demands.
  return timingSafeEqual(sha256(a), sha256(b));
}
