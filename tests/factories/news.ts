import { GET as listNotifications } from "@/app/api/v1/notifications/route";
import type { Notification } from "@/lib/features/notification/notification.schema";
import { call } from "../harness/call";
import type { Person } from "./people";

/** What somebody finds behind the bell, newest first. */
export async function newsOf(person: Person): Promise<Notification[]> {
  return (await call<Notification[]>(listNotifications, { as: person, path: "/api/v1/notifications" })).json.data;
}
