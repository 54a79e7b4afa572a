import "server-only";
import { ExternalApiError } from "@/lib/platform/errors/errors";
import { storageClient } from "@/lib/platform/supabase/server-client";

export type ObjectStore = {
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(path: string): Promise<Uint8Array | undefined>;
  remove(path: string): Promise<void>;
};

type Holder = typeof globalThis & { __atriumBuckets?: Set<string> };

async function ensureBucket(bucket: string): Promise<void> {
  const holder = globalThis as Holder;
  holder.__atriumBuckets ??= new Set();
  if (holder.__atriumBuckets.has(bucket)) return;
  const { error } = await storageClient().createBucket(bucket, { public: false });
  if (error && !/exist/i.test(error.message))
    throw new ExternalApiError("STORAGE_FAILED", "The file store did not answer as expected.", { cause: error });
  holder.__atriumBuckets.add(bucket);
}

/** Private objects in Supabase Storage (hosted or in this process). Paths begin with the workspace's id. @throws ExternalApiError */
export function objectStore(bucket: string): ObjectStore {
  const failed = (cause: unknown) =>
    new ExternalApiError("STORAGE_FAILED", "The file store did not answer as expected.", { cause });
  return {
    put: async (path, bytes, contentType) => {
      await ensureBucket(bucket);
      const { error } = await storageClient().from(bucket).upload(path, bytes, { contentType, upsert: false });
      if (error) throw failed(error);
    },
    get: async (path) => {
      const { data, error } = await storageClient().from(bucket).download(path);
      if (error) {
        if ("status" in error && (error.status === 404 || error.status === 400)) return undefined;
        throw failed(error);
      }
      return new Uint8Array(await data.arrayBuffer());
    },
    remove: async (path) => {
      const { error } = await storageClient().from(bucket).remove([path]);
      if (error) throw failed(error);
    },
  };
}
