import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { NotificationRepository, NotificationRow } from "../notification.repository";

type Query = { cursor?: string | undefined; limit: number; unreadOnly: "true" | "false" };

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listNotifications(
  notifications: Pick<NotificationRepository, "list">,
  { cursor, limit, unreadOnly }: Query,
): Promise<{ rows: NotificationRow[]; nextCursor: string | null }> {
  const rows = await notifications.list({ limit, after: decodeCursor(cursor), unreadOnly: unreadOnly === "true" });
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}
