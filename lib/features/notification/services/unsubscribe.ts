import "server-only";
import { safeEqual, sign } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { notificationOutbox } from "../notification.outbox";
import { isMutable } from "../notification.rules";
import { notificationTypes } from "../notification.schema";

const path = "/api/v1/notifications/unsubscribe";
const signatureOf = (userId: string) => sign(env().APP_SECRET, `unsubscribe:${userId}`);

/** Where a mail program unsubscribes a person with one click (RFC 8058). Can do nothing else, so it never expires. */
export function unsubscribeUrl(userId: string): string {
  return `${env().SITE_URL}${path}?token=${userId}.${signatureOf(userId)}`;
}

/** @throws NotFoundError when the token is not one of ours */
export function readUnsubscribeToken(token: string): string {
  const [userId = "", signature = ""] = token.split(".");
  if (!/^[0-9a-f-]{36}$/.test(userId) || !safeEqual(signature, signatureOf(userId))) throw new NotFoundError();
  return userId;
}

/** Turns off every mail that may be turned off. Runs any number of times. @throws NotFoundError */
export async function unsubscribe(token: string): Promise<void> {
  const userId = readUnsubscribeToken(token);
  await asService((tx) => notificationOutbox(tx).muteMail(userId, notificationTypes.filter(isMutable)));
}
