import "server-only";
import type { z } from "zod";
import { ValidationError } from "@/lib/platform/errors/errors";
import type { NotificationRepository } from "../notification.repository";
import { isMutable } from "../notification.rules";
import type { setPreferenceBody } from "../notification.schema";

/** @throws ValidationError for news about the safety of an account, which cannot be muted */
export async function setPreference(
  notifications: Pick<NotificationRepository, "setPreference">,
  { type, channel, enabled }: z.infer<typeof setPreferenceBody>,
): Promise<void> {
  if (!isMutable(type)) {
    throw new ValidationError("NOT_MUTABLE", "News about the safety of your account cannot be muted.");
  }
  await notifications.setPreference(type, channel, enabled);
}
