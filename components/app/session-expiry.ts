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
