import { z } from "zod";
import { notificationRepository } from "@/lib/features/notification/notification.repository";
import { markReadBody } from "@/lib/features/notification/notification.schema";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/notifications/read",
  operationId: "markNotificationsRead",
  tag: "Notifications",
  summary: "Mark some or all of your notifications as read",
  permission: "self",
  body: markReadBody,
  response: z.null(),
  handle: async ({ tx, caller, body }) => {
    await notificationRepository(tx, caller.userId).markRead(body.ids);
    return null;
  },
});
