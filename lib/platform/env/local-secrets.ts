import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z
  .object({
    authJwtSecret: z.string(),
    appSecret: z.string(),
    internalToken: z.string(),
    metricsToken: z.string(),
    publishableKey: z.string(),
    secretKey: z.string(),
    demoPassword: z.string(),
    encryptionKey: z.string().optional(),
  })
  // Data folders from before there was one: worked out rather than written, so that two processes cannot disagree.
  .transform((file) => ({ ...file, encryptionKey: file.encryptionKey ?? derivedKey(file.appSecret) }));

function derivedKey(appSecret: string): string {
  return Buffer.from(hkdfSync("sha256", appSecret, "", "atrium stored secrets", 32)).toString("base64url");
}

export type LocalSecrets = z.infer<typeof schema>;

/** A data folder that cannot be used, in words for the terminal. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

/**
 * Secrets of an installation without configuration: made on first start, kept with its data, readable by its user alone.
 * @throws DataFolderError when the folder cannot be written or the file is damaged
 */
export function loadLocalSecrets(dataDir: string): LocalSecrets {
  const file = join(dataDir, "secrets.json");
  try {
    if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const random = (bytes: number) => randomBytes(bytes).toString("base64url");
    const secrets: LocalSecrets = {
      authJwtSecret: random(48),
      appSecret: random(48),
      internalToken: random(32),
      metricsToken: random(32),
      publishableKey: `sb_publishable_${random(24)}`,
      secretKey: `sb_secret_${random(32)}`,
      demoPassword: random(12),
      encryptionKey: random(32),
    };
    // Rename is atomic: a second process that starts meanwhile reads a whole file or none.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
    renameSync(draft, file);
    return secrets;
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "damaged secrets.json";
    throw new DataFolderError(
      `The data folder ${dataDir} cannot be used (${reason}). Make it writable, or set ATRIUM_DATA_DIR to another folder.`,
      { cause },
    );
  }
}
