import "server-only";
import type { z } from "zod";
import type { Answer, ModelUse, Turn } from "@/lib/features/assistant/answers/answer.schema";
import { fold } from "@/lib/features/assistant/retrieval/tokens";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import { ticks } from "@/lib/platform/clock/clock";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { NotFoundError, PayloadTooLargeError, ServiceUnavailableError } from "@/lib/platform/errors/errors";
import { type ChatMessageRow, type ChatRepository, chatRepository } from "../chat.repository";
import { type ChatConversation, type ChatMessage, messageMaxLength, type sendMessageBody } from "../chat.schema";
import { toChatConversationDto } from "../chat.serializer";
import { canAsk, handOver } from "./ask-for-person";
import { conversationFor, enterRoom, requireAdmitted } from "./begin-chat";
import { announceChat } from "./chat-news";
import { withCitations } from "./read-chat";

/** A visitor's message that stands in the database. */
export type Accepted = {
  conversation: ChatConversation;
  message: ChatMessageRow;
  /** The id that the answer will have; null while people answer. */
  replyId: string | null;
  language: string | null;
};
export type Answered = {
  message: ChatMessage | null;
  suggestions: string[];
  conversation: ChatConversation;
  notes: ChatMessage[];
};
type Ask = { visitor: Visitor; context: RequestContext };
type Listener = { delta: (text: string) => void; replace: (text: string) => void };

/** An engine has deadlines of its own; this one is for what none of them foresaw. */
const answerMs = 60_000;
const turnsRead = 6;

/** Answers being made in this process, so that a message sent again waits for its answer instead of asking twice. */
const underWay = new Map<string, Promise<Answered>>();

/**
 * Writes a visitor's message down, in the conversation that is open or in a new one. The same key again is the same message.
 * Opens a transaction of its own.
 * @throws PayloadTooLargeError MESSAGE_TOO_LONG, RateLimitError CONVERSATION_QUOTA_EXCEEDED, NotFoundError, UnauthorizedError
 */
export async function acceptMessage(
  { visitor, context }: Ask,
  { text, clientKey, conversationId, pageUrl }: z.infer<typeof sendMessageBody>,
): Promise<Accepted> {
  if (text.length > messageMaxLength)
    throw new PayloadTooLargeError("MESSAGE_TOO_LONG", `A message has at most ${messageMaxLength} characters.`);
  const result = await asService(async (tx) => {
    const room = await enterRoom(tx, visitor);
    const { chat } = room;
    const language = room.language === "und" ? null : room.language;
    const before = await chat.sentBefore(clientKey);
    if (before) {
      const conversation = await chat.conversation(before.conversation_id);
      if (!conversation) throw new NotFoundError();
      return { ...(await withReplyId(chat, before, conversation)), language };
    }
    const conversation = await conversationFor(room, { conversationId, pageUrl });
    if ("refusedBy" in conversation) return conversation;
    const message = await chat.say({ conversationId: conversation.id, role: "visitor", body: text, clientKey });
    return { ...(await withReplyId(chat, message, conversation)), language };
  }, context);
  const accepted = requireAdmitted(result);
  announceChat(accepted.conversation.id);
  return accepted;
}

async function withReplyId(
  chat: ChatRepository,
  message: ChatMessageRow,
  conversation: Parameters<typeof toChatConversationDto>[0],
): Promise<Omit<Accepted, "language">> {
  const earlier = await chat.replyTo(message.id);
  const replyId = earlier?.id ?? (conversation.status === "bot" ? crypto.randomUUID() : null);
  return { conversation: toChatConversationDto(conversation), message, replyId };
}

/**
 * The answer to an accepted message: the one it has, the one that is being made, or a new one, which is stored before this
 * returns whether or not anybody still listens.
 * @throws NotFoundError when the conversation was deleted meanwhile, ServiceUnavailableError ANSWER_FAILED
 */
export async function answerMessage(ask: Ask, accepted: Accepted, on: Listener): Promise<Answered> {
  const { message, replyId } = accepted;
  const silent = { message: null, suggestions: [], conversation: accepted.conversation, notes: [] };
  if (replyId === null) return silent;
  const known = underWay.get(message.id) ?? (await earlierAnswer(ask, accepted));
  if (known) {
    const answered = await known;
    if (answered.message) on.replace(answered.message.text);
    return answered;
  }
  // Between the look above and here nothing else has run, so nobody else began either.
  const work = underWay.get(message.id) ?? makeAnswer(ask, { ...accepted, replyId }, on);
  underWay.set(message.id, work);
  try {
    return await work;
  } finally {
    underWay.delete(message.id);
  }
}

async function earlierAnswer({ visitor, context }: Ask, { conversation, message }: Accepted): Promise<Answered | null> {
  return await asService(async (tx) => {
    const chat = chatRepository(tx, visitor);
    const reply = await chat.replyTo(message.id);
    if (!reply) return null;
    const [dto] = await withCitations(chat, [reply]);
    return { message: dto ?? null, suggestions: [], conversation, notes: [] };
  }, context);
}

async function makeAnswer(ask: Ask, accepted: Accepted & { replyId: string }, on: Listener): Promise<Answered> {
  const { visitor, context } = ask;
  const started = ticks();
  const history = await asService((tx) => readHistory(chatRepository(tx, visitor), accepted.message), context);
  let made: { answer: Answer; use: ModelUse };
  try {
    made = await answerQuestion(
      {
        workspaceId: visitor.workspaceId,
        assistantId: visitor.assistantId,
        question: accepted.message.body,
        history,
        language: accepted.language,
        visitorId: visitor.visitorId,
        context,
        signal: AbortSignal.timeout(answerMs),
      },
      on,
    );
  } catch (cause) {
    if (cause instanceof NotFoundError) throw cause;
    throw new ServiceUnavailableError(
      "ANSWER_FAILED",
      "No answer could be made just now. Your message is kept; send it again in a moment.",
      { cause },
    );
  }
  const answered = await asService(
    (tx) => storeAnswer(tx, ask, { ...accepted, ...made, totalMs: Math.round(ticks() - started) }),
    context,
  );
  announceChat(accepted.conversation.id);
  return answered;
}

async function readHistory(chat: ChatRepository, message: ChatMessageRow): Promise<Turn[]> {
  const rows = await chat.after(message.conversation_id, Math.max(0, message.seq - 1 - turnsRead * 2), turnsRead * 2);
  return rows
    .filter((row) => row.seq < message.seq)
    .flatMap(({ role, body }): Turn[] => (role === "visitor" || role === "assistant" ? [{ role, text: body }] : []))
    .slice(-turnsRead);
}

type Made = Accepted & { replyId: string; answer: Answer; use: ModelUse; totalMs: number };

/** Answer, citations, gap and handing over stand together or not at all. */
async function storeAnswer(
  tx: Parameters<Parameters<typeof asService>[0]>[0],
  { visitor }: Ask,
  { message, replyId, answer, use, totalMs }: Made,
): Promise<Answered> {
  const room = await enterRoom(tx, visitor);
  const { chat } = room;
  const conversation = await chat.lockConversation(message.conversation_id);
  if (!conversation) throw new NotFoundError();
  const silent = { message: null, suggestions: [], conversation: toChatConversationDto(conversation), notes: [] };
  // Somebody took the conversation over while the answer was made: theirs counts.
  if (conversation.status !== "bot") return silent;
  const wantsPerson = answer.status === "handoff";
  const isHandedOver = wantsPerson && (await canAsk(room));
  const status = wantsPerson && !isHandedOver ? "lead" : answer.status;
  const conversationId = conversation.id;
  const row = await chat.answer({ id: replyId, conversationId, replyTo: message.id, answer, status, use, totalMs });
  if (!row) {
    const earlier = await chat.replyTo(message.id);
    return { ...silent, message: earlier ? ((await withCitations(chat, [earlier]))[0] ?? null) : null };
  }
  await chat.cite(replyId, answer.citations);
  if (answer.isGap) await chat.countGap(gapKey(message.body), message.body.slice(0, 1000));
  if (/^[a-z]{2,3}$/.test(answer.language)) await chat.setLanguage(conversationId, answer.language);
  const notes = isHandedOver ? [await handOver(room, { ...conversation, language: answer.language })] : [];
  const after = await chat.conversation(conversationId);
  const [dto] = await withCitations(chat, [row]);
  return {
    message: dto ?? null,
    suggestions: answer.suggestions,
    conversation: toChatConversationDto(after ?? conversation),
    notes: await withCitations(chat, notes),
  };
}

/** Questions that differ in capitals, spaces and the last mark are one gap. */
export function gapKey(question: string): string {
  const same = fold(question)
    .replace(/\s+/g, " ")
    .replace(/[\s?!.¿¡؟]+$/u, "")
    .trim();
  return (same === "" ? question.trim() : same).slice(0, 1000);
}
