import { z } from "zod";
import { notificationRepository } from "@/lib/features/notification/notification.repository";
import { preferenceDto, setPreferenceBody } from "@/lib/features/notification/notification.schema";
import { toPreferenceDtos } from "@/lib/features/notification/notification.serializer";
import { setPreference } from "@/lib/features/notification/services/set-preference";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/notification-preferences";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listNotificationPreferences",
  tag: "Notifications",
  summary: "What you are told about, and how",
  permission: "self",
  response: z.array(preferenceDto),
  handle: async ({ tx, caller }) => toPreferenceDtos(await notificationRepository(tx, caller.userId).preferences()),
});

export const PUT = defineRoute({
  method: "PUT",
  path,
  operationId: "setNotificationPreference",
  tag: "Notifications",
  summary: "Turn one kind of notification on or off for one channel",
  permission: "self",
  body: setPreferenceBody,
  response: z.array(preferenceDto),
  errors: ["NOT_MUTABLE"],
  handle: async ({ tx, caller, body }) => {
    const notifications = notificationRepository(tx, caller.userId);
    await setPreference(notifications, body);
    return toPreferenceDtos(await notifications.preferences());
  },
});
