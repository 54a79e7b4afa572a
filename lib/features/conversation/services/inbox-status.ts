import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Entered, Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from "@/lib/platform/errors/errors";
import { type ConversationDetailRow, conversationRepository, firstHandoff } from "../conversation.repository";
import { inboxAudience } from "../inbox-audience";
import { inboxMessages } from "../inbox-messages.repository";
import { inboxWords } from "../inbox-words";
import { getConversation } from "./inbox-read";
import { notifyAssigned } from "./notify-staff";

export type InboxAsk = { tx: Tx; workspace: { id: string }; caller: Entered["caller"] };

const over = () => new ConflictError("CONVERSATION_RESOLVED", "This conversation is over. Reopen it first.");

/** The caller, who is a person: no API key is let this far. @throws ForbiddenError */
function personOf({ caller }: InboxAsk): { userId: string; displayName: string } {
  if (caller.kind !== "user") throw new ForbiddenError();
  return caller;
}

/** A conversation that nobody else changes until the transaction is over. @throws NotFoundError */
export async function holdConversation({ tx, workspace }: InboxAsk, id: string): Promise<ConversationDetailRow> {
  if (!(await conversationRepository(tx, workspace.id).lock(id))) throw new NotFoundError();
  return await getConversation(tx, workspace.id, id);
}

/** Says something in the conversation that the visitor reads as well. */
export async function say({ tx, workspace }: InboxAsk, row: ConversationDetailRow, text: string): Promise<void> {
  await elevated(tx, () => inboxMessages(tx, workspace.id).insertSystem(row, text));
}

/**
 * Makes the conversation the caller's: from now on a person answers. Of several at once exactly one gets it; whoever has it
 * already keeps it.
 * @throws NotFoundError, ConflictError ALREADY_TAKEN, CONVERSATION_RESOLVED
 */
export async function takeOver(ask: InboxAsk, id: string): Promise<void> {
  const person = personOf(ask);
  const before = await holdConversation(ask, id);
  if (before.status === "resolved") throw over();
  if (!(await conversationRepository(ask.tx, ask.workspace.id).takeOver(id)))
    throw new ConflictError(
      "ALREADY_TAKEN",
      `${before.assignee_name || "Somebody else"} has this conversation. Assign it to yourself if they cannot answer.`,
    );
  if (before.assigned_to === null || before.status !== "human")
    await say(ask, before, inboxWords(before.language).joined(person.displayName));
}

/** Gives the conversation back to the assistant. @throws NotFoundError, ConflictError CONVERSATION_RESOLVED */
export async function releaseConversation(ask: InboxAsk, id: string): Promise<void> {
  const before = await holdConversation(ask, id);
  if (before.status === "resolved") throw over();
  if (before.status === "bot") return;
  await conversationRepository(ask.tx, ask.workspace.id).update(id, { status: "bot", assigned_to: null });
  await say(ask, before, inboxWords(before.language).released);
}

/**
 * Gives the conversation to somebody who may answer in it, or takes it from whoever has it: then the visitor waits for a person.
 * @throws NotFoundError, ConflictError CONVERSATION_RESOLVED, ValidationError NOT_ASSIGNABLE
 */
export async function assignConversation(ask: InboxAsk, id: string, userId: string | null): Promise<void> {
  const { tx, workspace } = ask;
  const person = personOf(ask);
  const before = await holdConversation(ask, id);
  if (before.status === "resolved") throw over();
  if (before.assigned_to === userId) return;
  const conversations = conversationRepository(tx, workspace.id);
  if (userId === null) {
    await conversations.update(id, { assigned_to: null, ...(before.status === "human" ? { status: "waiting" } : {}) });
    return;
  }
  const people = await elevated(tx, () => inboxAudience(tx, workspace.id).people("editor", before.project_id));
  if (!people.includes(userId)) {
    const sentence = "Choose an editor, admin or owner of this workspace who sees the assistant’s project.";
    throw new ValidationError("NOT_ASSIGNABLE", sentence, { details: { fields: { userId: sentence } } });
  }
  await conversations.update(id, { assigned_to: userId, status: "human", handoff_at: firstHandoff });
  if (userId === person.userId) {
    await say(ask, before, inboxWords(before.language).joined(person.displayName));
    return;
  }
  const at = now().toISOString();
  await notifyAssigned(tx, {
    workspaceId: workspace.id,
    conversationId: id,
    userId,
    by: person.displayName,
    at,
  });
}

/** Ends the conversation, and says so in it. A second time changes nothing. @throws NotFoundError */
export async function resolveConversation(ask: InboxAsk, id: string): Promise<void> {
  const person = personOf(ask);
  const before = await holdConversation(ask, id);
  if (before.status === "resolved") return;
  await conversationRepository(ask.tx, ask.workspace.id).update(id, {
    status: "resolved",
    resolved_at: now().toISOString(),
    resolved_by: person.userId,
  });
  await say(ask, before, inboxWords(before.language).resolved);
}

/** Opens a conversation again, as one that a person has: its last person, or else the caller. @throws NotFoundError */
export async function reopenConversation(ask: InboxAsk, id: string): Promise<void> {
  const person = personOf(ask);
  const before = await holdConversation(ask, id);
  if (before.status !== "resolved") return;
  await conversationRepository(ask.tx, ask.workspace.id).update(id, {
    status: "human",
    resolved_at: null,
    resolved_by: null,
    assigned_to: before.assigned_to ?? person.userId,
    handoff_at: firstHandoff,
  });
  await say(ask, before, inboxWords(before.language).reopened);
}

/**
 * Takes a conversation away with all that was said. A lead left in it stays, and so does its place among the month's
 * conversations.
 * @throws NotFoundError
 */
export async function deleteConversation(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await getConversation(tx, workspaceId, id);
  if (!(await conversationRepository(tx, workspaceId).delete(id))) throw new ForbiddenError();
}
