import { z } from "zod";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const leadStatuses = ["new", "contacted", "qualified", "won", "lost"] as const;
export type LeadStatus = (typeof leadStatuses)[number];
export const leadNotesMax = 4000;

export const leadFilters = z.strictObject({
  status: z.enum(leadStatuses).optional(),
  assistantId: uuid.optional(),
  /** Case-insensitive part of address, name, phone number or message. */
  q: line(80, 0).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});
export const listLeadsQuery = leadFilters.extend({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const updateLeadBody = z
  .strictObject({ status: z.enum(leadStatuses), notes: multiline(leadNotesMax) })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");

export const leadDto = z.strictObject({
  id: uuid,
  assistant: z.strictObject({ id: uuid, name: z.string() }),
  /** Null once the conversation is deleted. */
  conversationId: uuid.nullable(),
  email: z.string(),
  name: z.string(),
  phone: z.string(),
  message: z.string(),
  pageUrl: z.string().nullable(),
  status: z.enum(leadStatuses),
  notes: z.string(),
  /** What they agreed to, word for word. */
  consentText: z.string(),
  consentVersion: z.number().int(),
  consentedAt: timestamp,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type LeadFilters = z.infer<typeof leadFilters>;
export type Lead = z.infer<typeof leadDto>;
