import { z } from "zod";
import { notificationRepository } from "@/lib/features/notification/notification.repository";
import { notificationDto, notificationsQuery } from "@/lib/features/notification/notification.schema";
import { toNotificationDto } from "@/lib/features/notification/notification.serializer";
import { listNotifications } from "@/lib/features/notification/services/list-notifications";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/notifications",
  operationId: "listNotifications",
  tag: "Notifications",
  summary: "List your notifications from every workspace, newest first",
  permission: "self",
  query: notificationsQuery,
  response: z.array(notificationDto),
  paginated: true,
  handle: async ({ tx, caller, query }) => {
    const { rows, nextCursor } = await listNotifications(notificationRepository(tx, caller.userId), query);
    return reply(rows.map(toNotificationDto), { page: { nextCursor } });
  },
});
