import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";
import { uuid } from "@/lib/shared/schema";

const nothing = z.strictObject({});
const hour = 3_600;

export const sweepExpiredJob = defineJob({
  name: "sweep.expired",
  schema: nothing,
  everySeconds: hour,
  timeoutSeconds: 600,
  load: async () => (await import("./handlers/sweep-expired.handler")).sweepExpired,
});

export const purgeDueWorkspacesJob = defineJob({
  name: "workspace.purge_due",
  schema: nothing,
  everySeconds: hour,
  load: async () => (await import("./handlers/purge-workspaces.handler")).purgeDueWorkspaces,
});

export const purgeWorkspaceJob = defineJob({
  name: "workspace.purge",
  schema: z.strictObject({ workspaceId: uuid }),
  timeoutSeconds: 900,
  retryLimit: 10,
  retryDelaySeconds: 60,
  load: async () => (await import("./handlers/purge-workspaces.handler")).purgeWorkspace,
});

export const warnExpiringKeysJob = defineJob({
  name: "api_key.warn_expiring",
  schema: nothing,
  everySeconds: 6 * hour,
  load: async () => (await import("./handlers/remind.handler")).warnExpiringKeys,
});

export const noticeExpiredInvitesJob = defineJob({
  name: "invite.notice_expired",
  schema: nothing,
  everySeconds: hour,
  load: async () => (await import("./handlers/remind.handler")).noticeExpiredInvites,
});
