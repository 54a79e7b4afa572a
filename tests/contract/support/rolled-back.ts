import { rawDatabase } from "@/lib/platform/db/db";
import type { Executor } from "./catalogue";

class TakeBack extends Error {}

/** Runs work in a transaction of the connection's own role and takes everything back. */
export async function rolledBack<T>(work: (tx: Executor) => Promise<T>): Promise<T> {
  const db = await rawDatabase();
  const kept: { value?: T } = {};
  await db
    .transaction()
    .execute(async (tx) => {
      kept.value = await work(tx);
      throw new TakeBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakeBack)) throw error;
    });
  if (!("value" in kept)) throw new Error("the work did not finish");
  return kept.value as T;
}
