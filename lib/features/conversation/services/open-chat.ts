import "server-only";
import type { z } from "zod";
import { signVisitorToken, visitorSessionSeconds } from "@/lib/platform/auth/visitor-token";
import { now } from "@/lib/platform/clock/clock";
import { randomToken, sha256 } from "@/lib/platform/crypto/crypto";
import type { RequestContext, Tx } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { type ChatPlace, chatRepository } from "../chat.repository";
import type { ChatSession, ChatState, openChatBody } from "../chat.schema";
import { toChatConfigDto } from "../chat.serializer";
import { type ChatAssistant, chatDoorRepository } from "../chat-door.repository";
import { originMatches } from "../chat-origins";
import { readState } from "./read-chat";

/** @throws NotFoundError for an assistant that is unknown or switched off, or whose workspace is deleted */
export async function openAssistant(tx: Tx, assistantKey: string): Promise<ChatAssistant> {
  const assistant = /^[0-9a-f]{20}$/.test(assistantKey) ? await chatDoorRepository(tx).open(assistantKey) : undefined;
  if (!assistant) throw new NotFoundError();
  return assistant;
}

/** The assistant as everybody may know it. Opens a transaction of its own. @throws NotFoundError */
export async function readChatAssistant(assistantKey: string): Promise<ChatAssistant> {
  return await asService((tx) => openAssistant(tx, assistantKey));
}

/** The rule of every route of the chat: which pages of other origins may call it. @throws NotFoundError */
export async function chatOrigin(params: Record<string, unknown>, origin: string): Promise<boolean> {
  const { allowed_origins } = await readChatAssistant(String(params.assistantKey));
  return originMatches(origin, allowed_origins);
}

/**
 * Begins a visitor's session, or goes on with the one whose secret they kept. Of the secret only its hash is stored; one that
 * is not known, because the data was deleted say, begins anew.
 * @throws NotFoundError
 */
export async function openChat(
  assistantKey: string,
  { secret, language }: z.infer<typeof openChatBody>,
  context: RequestContext,
): Promise<ChatSession> {
  const found = await asService(async (tx) => {
    const assistant = await openAssistant(tx, assistantKey);
    const door = chatDoorRepository(tx);
    const known =
      secret === undefined ? null : await door.returning(assistant.workspace_id, assistant.id, sha256(secret));
    if (known !== null && secret !== undefined) {
      const place = { workspaceId: assistant.workspace_id, assistantId: assistant.id, visitorId: known };
      return { assistant, place, secret, current: await readCurrent(tx, place) };
    }
    const fresh = randomToken();
    const visitorId = await door.welcome({
      workspaceId: assistant.workspace_id,
      assistantId: assistant.id,
      secretHash: sha256(fresh),
      language: language ?? "und",
    });
    const place = { workspaceId: assistant.workspace_id, assistantId: assistant.id, visitorId };
    return { assistant, place, secret: fresh, current: null };
  }, context);
  return {
    token: await signVisitorToken({ ...found.place, assistantKey }),
    expiresAt: new Date(now().getTime() + visitorSessionSeconds * 1000).toISOString(),
    secret: found.secret,
    config: toChatConfigDto(found.assistant),
    current: found.current,
  };
}

/** The newest conversation, unless the visitor put it away. One that a person closed stays, to be rated. */
async function readCurrent(tx: Tx, place: ChatPlace): Promise<ChatState | null> {
  const chat = chatRepository(tx, place);
  const latest = await chat.latest();
  if (!latest || (latest.status === "resolved" && latest.resolved_by === null)) return null;
  return await readState(chat, latest, Math.max(0, latest.message_count - 100));
}
