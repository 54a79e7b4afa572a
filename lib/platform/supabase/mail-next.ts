import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

type MailContext = { next?: string; muted?: boolean };
type Holder = typeof globalThis & { __atriumMailNext?: AsyncLocalStorage<MailContext> };

function storage(): AsyncLocalStorage<MailContext> {
  const holder = globalThis as Holder;
  holder.__atriumMailNext ??= new AsyncLocalStorage();
  return holder.__atriumMailNext;
}

/**
 * @supabase/lite forgets where a mailed link should lead afterwards (it passes its site address on instead), so the path
 * travels beside the call. Hosted Supabase Auth gets it as `emailRedirectTo`.
 */
export function withMailNext<T>(path: string, work: () => Promise<T>): Promise<T> {
  return storage().run({ next: path }, work);
}

export function mailNext(): string | undefined {
  return storage().getStore()?.next || undefined;
}

/** Runs `work` without a single mail of Supabase Auth: for accounts that nobody has to confirm. */
export function withoutAuthMails<T>(work: () => Promise<T>): Promise<T> {
  return storage().run({ muted: true }, work);
}

export function authMailsMuted(): boolean {
  return storage().getStore()?.muted === true;
}
