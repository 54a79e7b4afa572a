import { toIso } from "@/lib/platform/clock/clock";
import type { CannedReplyRow } from "./canned-reply.repository";
import type { CannedReply } from "./canned-reply.schema";

export function toCannedReplyDto(row: CannedReplyRow): CannedReply {
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}
