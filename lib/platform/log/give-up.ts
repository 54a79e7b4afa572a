import "server-only";

type Holder = typeof globalThis & { __atriumGiveUp?: (sentence: string) => void };

/** Says in one sentence why this process cannot go on, and ends it. Nothing where server.mjs does not serve, as in tests. */
export function giveUp(sentence: string): void {
  (globalThis as Holder).__atriumGiveUp?.(sentence);
}
