import { z } from "zod";
import { answerModes, answerStatuses, citationSchema } from "@/lib/features/assistant/answers/answer.schema";
import { cursor, email, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

/** bot: the assistant answers. waiting: the visitor asked for a person. human: a person has it. resolved: it is over. */
export const conversationStatuses = ["bot", "waiting", "human", "resolved"] as const;
export type ConversationStatus = (typeof conversationStatuses)[number];
/** What of the inbox somebody looks at. mine: given to me and not over. unassigned: for a person, and nobody has it. */
export const inboxViews = ["all", "waiting", "mine", "unassigned", "human", "bot", "resolved"] as const;
export type InboxView = (typeof inboxViews)[number];
export const messageRoles = ["visitor", "assistant", "agent", "system"] as const;
export const replyMaxLength = 4000;

export const listConversationsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  view: z.enum(inboxViews).default("all"),
  assistantId: uuid.optional(),
  rating: z.coerce.number().int().min(1).max(5).optional(),
  /** Case-insensitive part of the first question or of any message. */
  q: line(80, 0).optional(),
});
export const listMessagesQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const conversationEventsQuery = z.strictObject({
  /** The number of the last message that was seen. */
  after: z.coerce.number().int().min(0).max(99_999).default(0),
  /** How long to follow at most. */
  seconds: z.coerce.number().int().min(1).max(240).default(240),
});
export const replyBody = z.strictObject({
  text: multiline(replyMaxLength, 1),
  /** The sender's own key: sent again with it, a message is the same message. */
  clientKey: z.string().regex(/^[\w-]{8,64}$/, "8 to 64 letters, digits, - and _"),
});
export const assignBody = z.strictObject({ userId: uuid.nullable() });
export const resolveBody = z.strictObject({
  /** Mails the visitor what was said, when their address is known. */
  transcript: z.boolean().default(false),
});
export const transcriptBody = z.strictObject({ email });

const person = z.strictObject({ id: uuid, name: z.string() });
export const conversationDto = z.strictObject({
  id: uuid,
  assistant: z.strictObject({ id: uuid, name: z.string() }),
  status: z.enum(conversationStatuses),
  /** The first question. */
  subject: z.string(),
  lastText: z.string(),
  lastRole: z.enum(messageRoles).nullable(),
  lastMessageAt: timestamp,
  messageCount: z.number().int(),
  language: z.string(),
  rating: z.number().int().nullable(),
  assignee: person.nullable(),
  /** What the visitor has said of themselves; empty texts for nothing. */
  visitor: z.strictObject({ name: z.string(), email: z.string() }),
  handoffAt: timestamp.nullable(),
  createdAt: timestamp,
});
export const conversationDetailDto = conversationDto.extend({
  pageUrl: z.string().nullable(),
  ratingComment: z.string(),
  resolvedAt: timestamp.nullable(),
  resolvedBy: person.nullable(),
  /** The details the visitor left in this conversation; null for readers without the right to leads. */
  lead: z.strictObject({ id: uuid, email: z.string(), name: z.string(), status: z.string() }).nullable(),
});
export const messageDto = z.strictObject({
  id: uuid,
  /** 1 for the first of its conversation. */
  seq: z.number().int(),
  role: z.enum(messageRoles),
  body: z.string(),
  /** Whoever of the workspace wrote it; null for everybody else. */
  authorName: z.string().nullable(),
  isMine: z.boolean(),
  clientKey: z.string().nullable(),
  status: z.enum(answerStatuses).nullable(),
  mode: z.enum(answerModes).nullable(),
  confidence: z.number().nullable(),
  /** Why it was quoted although a model was to write it; null otherwise. */
  fallback: z.strictObject({ code: z.string(), reason: z.string() }).nullable(),
  /** The visitor's thumb. */
  feedback: z.union([z.literal(1), z.literal(-1)]).nullable(),
  citations: z.array(citationSchema),
  createdAt: timestamp,
});
export const conversationCountsDto = z.strictObject({
  waiting: z.number().int(),
  mine: z.number().int(),
  unassigned: z.number().int(),
  human: z.number().int(),
  /** When something was said last; moves on with every message. */
  lastMessageAt: timestamp.nullable(),
});

const used = z.number().int().min(0);
/** Null: no limit. */
const monthly = z.number().int().min(1).nullable();
/** Conversations begun since the month began, UTC, deleted ones included. */
export const conversationUsageDto = z.strictObject({
  used,
  limit: monthly,
  resetsAt: timestamp,
  /** Assistants that have used something or have a limit of their own, the busiest first, at most a hundred. */
  assistants: z.array(z.strictObject({ id: uuid, name: z.string(), used, limit: monthly })),
});

export type Conversation = z.infer<typeof conversationDto>;
export type ConversationDetail = z.infer<typeof conversationDetailDto>;
export type Message = z.infer<typeof messageDto>;
export type ConversationCounts = z.infer<typeof conversationCountsDto>;
export type ConversationUsage = z.infer<typeof conversationUsageDto>;
