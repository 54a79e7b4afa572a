import { z } from "zod";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const cannedTitleMax = 80;
export const cannedBodyMax = 4000;

export const createCannedReplyBody = z.strictObject({ title: line(cannedTitleMax), body: multiline(cannedBodyMax, 1) });
export const updateCannedReplyBody = createCannedReplyBody
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
export const listCannedRepliesQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Case-insensitive part of title or text. */
  q: line(80, 0).optional(),
});
export const cannedReplyDto = z.strictObject({
  id: uuid,
  title: z.string(),
  body: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type CannedReply = z.infer<typeof cannedReplyDto>;
