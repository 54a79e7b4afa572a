import { z } from "zod";
import { cursor, timestamp, uuid } from "@/lib/shared/schema";

export const auditFilters = z.strictObject({
  actorId: uuid.optional(),
  action: z.string().max(80).optional(),
  targetType: z.string().max(40).optional(),
  targetId: z.string().max(80).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});
export const auditQuery = auditFilters.extend({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const auditEntryDto = z.strictObject({
  id: z.string(),
  seq: z.number().int(),
  at: timestamp,
  actorType: z.enum(["user", "api_key", "system"]),
  actorId: uuid.nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  targetType: z.string(),
  targetId: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
  via: z.string(),
  hash: z.string(),
});
export const auditVerifyDto = z.strictObject({
  ok: z.boolean(),
  entries: z.number().int(),
  /** First sequence number whose hash does not follow from its predecessor. */
  brokenAt: z.number().int().nullable(),
  checkedAt: timestamp,
});
export type AuditEntry = z.infer<typeof auditEntryDto>;
