import { cursor, pageQuery, uuid } from "@/lib/shared/schema";

export { type Activity, activityDto } from "@/lib/features/notification/notification.schema";

export const activityQuery = pageQuery.extend({ projectId: uuid.optional(), cursor: cursor.optional() });
