import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { EncryptionError, ServiceUnavailableError } from "@/lib/platform/errors/errors";

/** A key of the installation: 32 bytes, and the name under which sealed values remember it. */
export type EncryptionKey = { id: string; key: Buffer };
/** Where a value is kept. It is part of the seal: copied into another row or tenant, a value does not open. */
export type SealPlace = { workspaceId: string; table: string; column: string; rowId: string };
export type Sealed = { text: string; keyId: string };

const version = "v1";
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a secret for the database: AES-256-GCM under a key of its own, which is wrapped by the first of `keys`.
 * @throws ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED without a key
 */
export function seal(keys: readonly EncryptionKey[], plain: string, place: SealPlace): Sealed {
  const [current] = keys;
  if (!current) throw notConfigured();
  const dataKey = randomBytes(32);
  const wrapped = encrypt(current.key, dataKey, aadOf(place, "key"));
  const value = encrypt(dataKey, Buffer.from(plain, "utf8"), aadOf(place, "value"));
  return { text: [version, current.id, wrapped, value].join("."), keyId: current.id };
}

/** @throws EncryptionError when no key fits, the place is another one, or the text was changed */
export function unseal(keys: readonly EncryptionKey[], text: string, place: SealPlace): string {
  const { dataKey, value } = readSeal(keys, text, place);
  return decrypt(dataKey, value, aadOf(place, "value")).toString("utf8");
}

/** The same secret under the current key; only the wrap is made anew. @throws EncryptionError, ServiceUnavailableError */
export function reseal(keys: readonly EncryptionKey[], text: string, place: SealPlace): Sealed {
  const [current] = keys;
  if (!current) throw notConfigured();
  const { dataKey, value } = readSeal(keys, text, place);
  return {
    text: [version, current.id, encrypt(current.key, dataKey, aadOf(place, "key")), value].join("."),
    keyId: current.id,
  };
}

function readSeal(keys: readonly EncryptionKey[], text: string, place: SealPlace): { dataKey: Buffer; value: string } {
  const [form, id, wrapped, value, ...more] = text.split(".");
  const key = keys.find((candidate) => candidate.id === id)?.key;
  if (form !== version || wrapped === undefined || value === undefined || more.length > 0 || !key)
    throw new EncryptionError();
  return { dataKey: decrypt(key, wrapped, aadOf(place, "key")), value };
}

const notConfigured = () =>
  new ServiceUnavailableError(
    "ENCRYPTION_NOT_CONFIGURED",
    "This installation cannot keep secrets yet: its operator has to set ENCRYPTION_KEYS.",
  );

const aadOf = (place: SealPlace, part: "key" | "value"): Buffer =>
  Buffer.from(JSON.stringify([version, part, place.workspaceId, place.table, place.column, place.rowId]));

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes }).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString("base64url");
}

function decrypt(key: Buffer, text: string, aad: Buffer): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < ivBytes + tagBytes) throw new EncryptionError();
  try {
    const open = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
    open.setAAD(aad).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([open.update(bytes.subarray(ivBytes, -tagBytes)), open.final()]);
  } catch (cause) {
    throw new EncryptionError(undefined, undefined, { cause });
  }
}
