import { z } from "zod";
import { answerStatuses, citationSchema, questionMaxLength } from "@/lib/features/assistant/answers/answer.schema";
import { email, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const chatParams = z.object({ assistantKey: z.string().regex(/^[0-9a-f]{20}$/) });
export const chatConversationParams = chatParams.extend({ conversationId: uuid });
export const chatMessageParams = chatParams.extend({ messageId: uuid });

/** Without query and fragment: they carry what is nobody's business. */
const pageUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .optional();
const language = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .optional();

export const openChatBody = z.strictObject({
  /** What an earlier session gave, to come back as the same visitor. */
  secret: z.string().min(1).max(200).optional(),
  pageUrl,
  /** Of the visitor's browser. */
  language,
});

export const sendMessageBody = z.strictObject({
  /** At most 4000 characters; more is answered with 413, as long as the request itself is not larger than it may be. */
  text: multiline(60_000, 1),
  /** Names this message: sent again with the same key, it is the same message. */
  clientKey: z.string().regex(/^[\w-]{8,64}$/),
  conversationId: uuid.optional(),
  pageUrl,
});
export const messageMaxLength = questionMaxLength;

export const askForPersonBody = z.strictObject({ conversationId: uuid.optional(), pageUrl });
export const feedbackBody = z.strictObject({ thumb: z.enum(["up", "down"]).nullable() });
export const ratingBody = z.strictObject({
  rating: z.number().int().min(1).max(5),
  comment: multiline(1000).default(""),
});
export const leaveLeadBody = z.strictObject({
  email,
  name: line(120, 0).default(""),
  phone: line(40, 0).default(""),
  message: multiline(2000).default(""),
  /** What the visitor ticked, as the configuration named it. */
  consent: z.literal(true, "Agree first, so that we may keep your details"),
  consentVersion: z.number().int().min(1).max(2_000_000_000),
  conversationId: uuid.optional(),
  pageUrl,
  /** People do not see this field; who fills it is a program. */
  website: z.string().max(2000).default(""),
});
export const chatAfterQuery = z.strictObject({ after: z.coerce.number().int().min(0).max(99_999).default(0) });

export const chatConfigDto = z.strictObject({
  name: z.string(),
  language: z.string(),
  greeting: z.string(),
  suggestedQuestions: z.array(z.string()),
  color: z.string(),
  position: z.enum(["left", "right"]),
  theme: z.enum(["auto", "light", "dark"]),
  avatar: z.string(),
  /** Whether "talk to a person" is offered. */
  handoff: z.boolean(),
  /** Null: this assistant takes no addresses. */
  lead: z.strictObject({ phone: z.boolean(), consent: z.string(), consentVersion: z.number().int() }).nullable(),
});

export const chatMessageDto = z.strictObject({
  id: uuid,
  seq: z.number().int(),
  role: z.enum(["visitor", "assistant", "agent", "system"]),
  /** Plain text; an assistant's with paragraphs, "- " lists and **bold**. */
  text: z.string(),
  /** Of a person who answers. */
  author: z.string().nullable(),
  /** Of an assistant's message: what kind of answer it is. */
  status: z.enum(answerStatuses).nullable(),
  replyTo: uuid.nullable(),
  clientKey: z.string().nullable(),
  citations: z.array(citationSchema),
  thumb: z.enum(["up", "down"]).nullable(),
  at: timestamp,
});
export const chatConversationDto = z.strictObject({
  id: uuid,
  status: z.enum(["bot", "waiting", "human", "resolved"]),
  rating: z.number().int().nullable(),
});
export const chatStateDto = z.strictObject({
  conversation: chatConversationDto,
  /** Oldest first. */
  messages: z.array(chatMessageDto),
  /** Whether there are messages after these. */
  more: z.boolean(),
});
export const chatSessionDto = z.strictObject({
  token: z.string(),
  expiresAt: timestamp,
  secret: z.string(),
  config: chatConfigDto,
  current: chatStateDto.nullable(),
});
/** `asked`: the team has been told, and the transcript says so. `lead`: nobody can be asked, so an address is wanted. */
export const askedForPersonDto = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("asked"), state: chatStateDto }),
  z.strictObject({ outcome: z.literal("lead") }),
]);
export const leadLeftDto = z.strictObject({ stored: z.literal(true) });

export type ChatConfig = z.infer<typeof chatConfigDto>;
export type ChatMessage = z.infer<typeof chatMessageDto>;
export type ChatConversation = z.infer<typeof chatConversationDto>;
export type ChatState = z.infer<typeof chatStateDto>;
export type ChatSession = z.infer<typeof chatSessionDto>;
export type AskedForPerson = z.infer<typeof askedForPersonDto>;

/** What POST .../messages streams. `replace` withdraws the text so far. A null message: a person answers, the assistant is silent. */
export type ChatStreamEvents = {
  meta: { conversationId: string; messageId: string; seq: number; replyId: string | null };
  delta: { text: string };
  replace: { text: string };
  citation: ChatMessage["citations"][number];
  done: {
    message: ChatMessage | null;
    /** Questions to click on instead. */
    suggestions: string[];
    conversation: ChatConversation;
    /** What the transcript says beside the answer. */
    notes: ChatMessage[];
  };
  error: { code: string; error: string };
};
