import { z } from "zod";
import { cursor, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const commentMaxLength = 4000;
export const anchorKinds = ["entity", "field", "file"] as const;

/** What of a version a thread is about: the key of an entity, `entity.field`, or the path of a file. */
export const anchorSchema = z.strictObject({ kind: z.enum(anchorKinds), ref: z.string().trim().min(1).max(300) });
const body = multiline(commentMaxLength, 1);
/** People who are told. The text says their names; what it says is not searched for them. */
const mentions = z.array(uuid).max(20);
export const createCommentBody = z
  .strictObject({
    body,
    /** The first comment of the thread to reply to. */
    parentId: uuid.optional(),
    anchor: anchorSchema.optional(),
    mentions: mentions.default([]),
  })
  .refine((value) => value.parentId === undefined || value.anchor === undefined, {
    path: ["anchor"],
    message: "A reply is about what its thread is about",
  });
export const updateCommentBody = z.union([
  z.strictObject({ body, mentions: mentions.default([]) }),
  z.strictObject({ resolved: z.boolean() }),
]);
export const listCommentsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  state: z.enum(["all", "open", "resolved"]).default("all"),
});

export const commentDto = z.strictObject({
  id: uuid,
  parentId: uuid.nullable(),
  /** Null for somebody whose account is gone. */
  author: z.string().nullable(),
  isMine: z.boolean(),
  /** Plain text; empty once deleted. */
  body: z.string(),
  mentions: z.array(uuid),
  editedAt: timestamp.nullable(),
  deletedAt: timestamp.nullable(),
  createdAt: timestamp,
});
/** A first comment with its replies, oldest first; there are never more than a hundred. */
export const threadDto = commentDto.extend({
  anchor: anchorSchema.nullable(),
  resolvedAt: timestamp.nullable(),
  replies: z.array(commentDto),
});
export type Comment = z.infer<typeof commentDto>;
export type Thread = z.infer<typeof threadDto>;
