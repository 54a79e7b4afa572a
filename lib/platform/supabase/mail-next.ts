import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

type Holder = typeof globalThis & { __atriumMailNext?: AsyncLocalStorage<string> };

function storage(): AsyncLocalStorage<string> {
  const holder = globalThis as Holder;
  holder.__atriumMailNext ??= new AsyncLocalStorage();
  return holder.__atriumMailNext;
}

/**
 * @supabase/lite forgets where a mailed link should lead afterwards (it passes its site address on instead), so the path
 * travels beside the call. Hosted Supabase Auth gets it as `emailRedirectTo`.
 */
export function withMailNext<T>(path: string, work: () => Promise<T>): Promise<T> {
  return storage().run(path, work);
}

export function mailNext(): string | undefined {
  return storage().getStore() || undefined;
}
