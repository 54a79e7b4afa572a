import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import type { App } from "@supabase/lite";

type StorageAdapter = NonNullable<App["_storageAdapter"]>;
type ObjectMetadata = Awaited<ReturnType<StorageAdapter["headObject"]>>;
type Sidecar = { mimetype: string; cacheControl: string; eTag: string; size: number };

/**
 * Object bytes on this machine's disk for the modes without hosted Storage. Each object is a file plus a small JSON
 * beside it; both appear by rename, so a crash leaves a whole object or none.
 */
export class FileStorage implements StorageAdapter {
  readonly driver = undefined;
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  /** The version is left out on purpose: @supabase/lite stores without one and reads with one. */
  #path(bucket: string, key: string): string {
    // Hashing the key leaves nothing for a traversal to work with and no name the file system refuses.
    const name = createHash("sha256").update(key).digest("hex");
    const path = resolve(
      this.#root,
      createHash("sha256").update(bucket).digest("hex").slice(0, 16),
      name.slice(0, 2),
      name,
    );
    if (!path.startsWith(this.#root + sep)) throw new Error("object outside the storage folder");
    return path;
  }

  async #meta(path: string): Promise<ObjectMetadata> {
    const side = JSON.parse(await readFile(`${path}.json`, "utf8")) as Sidecar;
    const info = await stat(path);
    return { ...side, contentLength: info.size, size: info.size, lastModified: info.mtime, httpStatusCode: 200 };
  }

  async getObject(bucket: string, key: string, _version: string | undefined, headers?: { ifNoneMatch?: string }) {
    const path = this.#path(bucket, key);
    const metadata = await this.#meta(path);
    if (headers?.ifNoneMatch === metadata.eTag) return { metadata, httpStatusCode: 304 };
    const body = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream;
    return { metadata, httpStatusCode: 200, body: body as never };
  }

  async uploadObject(...args: Parameters<StorageAdapter["uploadObject"]>): Promise<ObjectMetadata> {
    const [bucket, key, , body, contentType, cacheControl] = args;
    const path = this.#path(bucket, key);
    await mkdir(dirname(path), { recursive: true });
    const bytes =
      body instanceof Uint8Array ? body : new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
    const side: Sidecar = {
      mimetype: contentType,
      cacheControl,
      eTag: `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`,
      size: bytes.byteLength,
    };
    const draft = `${path}.${process.pid}.part`;
    await writeFile(draft, bytes);
    await writeFile(`${path}.json`, JSON.stringify(side));
    await rename(draft, path);
    return await this.#meta(path);
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const path = this.#path(bucket, key);
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.deleteObject(bucket, key)));
  }

  async copyObject(...args: [string, string, string | undefined, string, string, string | undefined]) {
    const [fromBucket, fromKey, , toBucket, toKey] = args;
    const from = this.#path(fromBucket, fromKey);
    const to = this.#path(toBucket, toKey);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(`${from}.json`, `${to}.json`);
    await copyFile(from, to);
    const { eTag, lastModified } = await this.#meta(to);
    return { httpStatusCode: 200, eTag, ...(lastModified ? { lastModified } : {}) };
  }

  async headObject(bucket: string, key: string): Promise<ObjectMetadata> {
    return await this.#meta(this.#path(bucket, key));
  }

  async privateAssetUrl(bucket: string, key: string): Promise<string> {
    return `file://${join(this.#path(bucket, key))}`;
  }
}
