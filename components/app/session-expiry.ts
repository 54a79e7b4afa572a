import { ApiError } from "@/lib/shared/api-client";

/** One bit outside React: any request may find out that the session has ended. */
type Listener = () => void;

let expired = false;
const listeners = new Set<Listener>();

export const sessionExpiry = {
  get: () => expired,
  set(value: boolean) {
    if (expired === value) return;
    expired = value;
    for (const listener of listeners) listener();
  },
  subscribe(listener: Listener) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/** A wrong password is a 401 as well, but no session has ended. */
export function noticeExpiry(error: unknown): void {
  if (error instanceof ApiError && error.status === 401 && error.code !== "INVALID_CREDENTIALS")
    sessionExpiry.set(true);
}
