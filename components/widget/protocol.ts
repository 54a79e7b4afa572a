/** What the frame and the page around it say to each other. Both sides check origin, sender and shape. */
export type FromFrame = { atrium: 1; type: "ready" | "close" };
export type ToFrame = { atrium: 1; type: "opened"; pageUrl: string | null };

export function isFromFrame(data: unknown): data is FromFrame {
  return isOurs(data) && (data.type === "ready" || data.type === "close");
}

export function isToFrame(data: unknown): data is ToFrame {
  return isOurs(data) && data.type === "opened" && (data.pageUrl === null || typeof data.pageUrl === "string");
}

function isOurs(data: unknown): data is { atrium: 1; type: unknown; pageUrl?: unknown } {
  return typeof data === "object" && data !== null && Reflect.get(data, "atrium") === 1;
}
