/** What the frame and the page around it say to each other. Both sides check origin, sender and shape. */
export type FromFrame = { atrium: 1; type: "ready" | "close" } | { atrium: 1; type: "keep"; kept: string | null };
/** `kept` is what the frame had the page keep for it, where the visitor's browser keeps nothing for frames. */
export type ToFrame = { atrium: 1; type: "opened"; pageUrl: string | null; kept?: string | null };

const mostKept = 50_000;

export function isFromFrame(data: unknown): data is FromFrame {
  return (
    isOurs(data) && (data.type === "ready" || data.type === "close" || (data.type === "keep" && isKept(data.kept)))
  );
}

export function isToFrame(data: unknown): data is ToFrame {
  return (
    isOurs(data) &&
    data.type === "opened" &&
    (data.pageUrl === null || typeof data.pageUrl === "string") &&
    // A launcher that was loaded before the last release says nothing of it.
    (data.kept === undefined || isKept(data.kept))
  );
}

function isKept(kept: unknown): kept is string | null {
  return kept === null || (typeof kept === "string" && kept.length <= mostKept);
}

function isOurs(data: unknown): data is { atrium: 1; type: unknown; pageUrl?: unknown; kept?: unknown } {
  return typeof data === "object" && data !== null && Reflect.get(data, "atrium") === 1;
}
