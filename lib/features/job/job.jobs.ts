import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

const nothing = z.strictObject({});
const hour = 3_600;

export const sweepExpiredJob = defineJob({
  name: "sweep.expired",
  schema: nothing,
  everySeconds: hour,
  timeoutSeconds: 600,
  load: async () => (await import("./jobs/sweep-expired.handler")).sweepExpired,
});

export const purgeDueWorkspacesJob = defineJob({
  name: "workspace.purge_due",
  schema: nothing,
  everySeconds: hour,
  load: async () => (await import("./jobs/purge-due.handler")).purgeDueWorkspaces,
});

export const warnExpiringKeysJob = defineJob({
  name: "api_key.warn_expiring",
  schema: nothing,
  everySeconds: 6 * hour,
  load: async () => (await import("./jobs/remind.handler")).warnExpiringKeys,
});

export const noticeExpiredInvitesJob = defineJob({
  name: "invite.notice_expired",
  schema: nothing,
  everySeconds: hour,
  load: async () => (await import("./jobs/remind.handler")).noticeExpiredInvites,
});

/** As often as autovacuum looks. */
export const vacuumJob = defineJob({
  name: "database.vacuum",
  schema: nothing,
  everySeconds: 60,
  retryLimit: 0,
  timeoutSeconds: 600,
  load: async () => (await import("./jobs/vacuum.handler")).vacuum,
});
