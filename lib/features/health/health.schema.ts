import { z } from "zod";

export const componentNames = ["database", "auth", "storage", "jobs", "audit", "ai", "mail", "payments"] as const;
export type ComponentName = (typeof componentNames)[number];

export const componentDto = z.strictObject({
  state: z.enum(["up", "degraded", "down", "not_configured"]),
  ms: z.number().int(),
  /** For operators only. */
  message: z.string().optional(),
});
export const aliveDto = z.strictObject({ status: z.literal("up"), uptimeSeconds: z.number().int() });
export const readyDto = z.strictObject({
  /** `down` comes with status 503: this process should get no traffic. */
  status: z.enum(["up", "degraded", "down"]),
  checkedAt: z.iso.datetime(),
  components: z.record(z.enum(componentNames), componentDto),
});
export type Readiness = z.infer<typeof readyDto>;
