import "server-only";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { ticks } from "@/lib/platform/clock/clock";
import { asUser, type Credentials, type RequestContext } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { StreamEvent } from "@/lib/platform/http/event-stream";
import { toConversationDetailDto, toMessageDto } from "../conversation.serializer";
import { inboxMessages } from "../inbox-messages.repository";
import { announceChat } from "./chat-news";
import { getConversation } from "./inbox-read";

type Reader = {
  credentials: Credentials;
  context: RequestContext;
  workspaceId: string;
  conversationId: string;
  seconds: number;
};
const messagesAtOnce = 50;

/**
 * Reads what has happened in a conversation since a message: what was said, and how it stands when that has changed since the
 * last look. Each look is a short transaction of its own: whoever has lost their place, their session or their key meanwhile
 * reads nothing more.
 */
export function conversationEvents({ credentials, context, workspaceId, conversationId, seconds }: Reader) {
  const until = ticks() + seconds * 1000;
  let stood = "";
  /** @throws NotFoundError, UnauthorizedError */
  return async (after: number): Promise<{ events: StreamEvent[]; ended: boolean }> =>
    await asUser(credentials, { ...context, workspace: workspaceId, readOnly: true }, async (tx, { workspace }) => {
      if (!workspace || workspace.deleted || !roleAllows(workspace.role, "conversations.read"))
        throw new NotFoundError();
      const messages = inboxMessages(tx, workspaceId);
      const detail = toConversationDetailDto(await getConversation(tx, workspaceId, conversationId));
      const rows = await messages.after(conversationId, after, messagesAtOnce);
      const citations = await messages.citations(rows.map((row) => row.id));
      const events: StreamEvent[] = rows.map((row) => ({
        id: row.seq,
        type: "message",
        data: toMessageDto(row, citations),
      }));
      const stands = JSON.stringify(detail);
      if (stands !== stood) events.push({ id: rows.at(-1)?.seq ?? after, type: "conversation", data: detail });
      stood = stands;
      return { events, ended: ticks() >= until };
    });
}

/** Work for after the commit: the streams of the conversation look at once instead of in a second. */
export const announcing = (conversationId: string) => async (): Promise<undefined> => {
  announceChat(conversationId);
  return undefined;
};
