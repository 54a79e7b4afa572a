import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { sha256 } from "@/lib/platform/crypto/crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 43;
const checksumLength = 6;
export const apiKeyPrefix = "atr_live_";

function base62(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < length; i++) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

function checksum(text: string): string {
  return base62(BigInt(crc32(text)), checksumLength);
}

export type NewApiKey = { secret: string; hash: Buffer; prefix: string; last4: string };

/** `atr_live_` + 32 random bytes in base62 + CRC-32 of all before it, so that a mistyped or invented key costs no query. */
export function generateApiKey(): NewApiKey {
  const random = BigInt(`0x${randomBytes(32).toString("hex")}`);
  const head = `${apiKeyPrefix}${base62(random, secretLength)}`;
  const secret = `${head}${checksum(head)}`;
  return { secret, hash: sha256(secret), prefix: apiKeyPrefix, last4: secret.slice(-4) };
}

/** The hash to look a key up by, or undefined when the text cannot be a key of ours. */
export function apiKeyHash(candidate: string): Buffer | undefined {
  if (candidate.length !== apiKeyPrefix.length + secretLength + checksumLength) return undefined;
  if (!candidate.startsWith(apiKeyPrefix)) return undefined;
  const head = candidate.slice(0, -checksumLength);
  return checksum(head) === candidate.slice(-checksumLength) ? sha256(candidate) : undefined;
}
