import { z } from "zod";
import { apiKeyScopes } from "@/lib/platform/auth/permissions";
import { line, timestamp, uuid } from "@/lib/shared/schema";

export const createApiKeyBody = z.strictObject({
  name: line(80),
  scopes: z.array(z.enum(apiKeyScopes)).min(1).max(apiKeyScopes.length),
  /** Days until the key stops working; absent = never. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
});
export const rotateApiKeyBody = z.strictObject({ overlapHours: z.number().int().min(0).max(168).default(24) });

export const apiKeyStatuses = ["active", "rotating", "rotated", "expired", "revoked"] as const;
export const apiKeyDto = z.strictObject({
  id: uuid,
  name: z.string(),
  /** `atr_live_…1a2b`: enough to recognise a key, never enough to use it. */
  hint: z.string(),
  scopes: z.array(z.string()),
  status: z.enum(apiKeyStatuses),
  createdBy: z.string().nullable(),
  /** The creator has left the workspace. The key still works: keys belong to the workspace. */
  creatorLeft: z.boolean(),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable(),
  lastUsedIp: z.string().nullable(),
});
/** `secret` is shown once, at creation and rotation. */
export const createdApiKeyDto = apiKeyDto.extend({ secret: z.string() });

export type ApiKey = z.infer<typeof apiKeyDto>;
