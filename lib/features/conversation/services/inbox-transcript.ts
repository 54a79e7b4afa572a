import "server-only";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { throttle } from "@/lib/platform/auth/throttle";
import { now, toIso } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { sendMail } from "@/lib/platform/email/send";
import { type Mail, transcriptMail } from "@/lib/platform/email/template";
import { ValidationError } from "@/lib/platform/errors/errors";
import type { ConversationDetailRow } from "../conversation.repository";
import { inboxMessages, type MessageRow } from "../inbox-messages.repository";
import { getConversation } from "./inbox-read";

/** More than anybody reads in a mail; the mail says when something before it is left out. */
const messagesAtMost = 500;

/** Where a transcript goes when the visitor asked for none: their own address, or the one of the lead they left. */
function addressOf(row: ConversationDetailRow): string | null {
  return row.visitor_email || row.lead_email || null;
}

/**
 * Reads a conversation for a mail.
 * @param to null: the visitor's own address
 * @returns work that sends it; it must run while no transaction is open
 * @throws NotFoundError, ValidationError NO_ADDRESS, NOTHING_SAID; the work: RateLimitError, ExternalApiError, ServiceUnavailableError
 */
export async function prepareTranscript(
  tx: Tx,
  workspaceId: string,
  { conversationId, to }: { conversationId: string; to: string | null },
): Promise<() => Promise<{ toVisitor: boolean }>> {
  const row = await getConversation(tx, workspaceId, conversationId);
  const address = to ?? addressOf(row);
  if (address === null)
    throw new ValidationError("NO_ADDRESS", "This visitor has left no address. Resolve without a transcript.");
  const found = await inboxMessages(tx, workspaceId).list(conversationId, {
    limit: messagesAtMost,
    before: undefined,
  });
  if (found.length === 0) throw new ValidationError("NOTHING_SAID", "Nothing was said in this conversation yet.");
  const mail = toMail(address, row, found);
  return async () => {
    await throttle([
      { name: "transcript:recipient", subject: address, limit: 5, windowSeconds: 3600 },
      { name: "transcript:workspace", subject: workspaceId, limit: 60, windowSeconds: 3600 },
    ]);
    await sendMail(mail);
    return { toVisitor: to === null || to === addressOf(row) };
  };
}

/** Audits a transcript that has left. The address stays out of the log, which nobody can erase. */
export async function recordTranscript(
  tx: Tx,
  workspaceId: string,
  { conversationId, toVisitor }: { conversationId: string; toVisitor: boolean },
): Promise<void> {
  await recordEvent(tx, {
    workspaceId,
    action: "conversation.transcript_sent",
    targetType: "conversation",
    targetId: conversationId,
    changes: { toVisitor },
  });
}

function toMail(to: string, row: ConversationDetailRow, found: MessageRow[]): Mail {
  const shown = found.slice(0, messagesAtMost).reverse();
  const visitor = row.visitor_name || "Visitor";
  const nameOf = (message: MessageRow) =>
    ({ visitor, assistant: row.assistant_name, agent: message.author_name || row.assistant_name, system: "" })[
      message.role as "visitor"
    ];
  return transcriptMail(to, `Your conversation with ${row.assistant_name}`, {
    lead: `${row.subject ? `“${row.subject}”, ` : ""}${toIso(row.created_at).slice(0, 10)}. Times are UTC.`,
    lines: shown.map((message) => ({
      who: nameOf(message),
      at: toIso(message.created_at).slice(0, 16).replace("T", " "),
      text: message.body,
    })),
    note:
      found.length > messagesAtMost
        ? `Only the last ${messagesAtMost} messages are here. Sent ${now().toISOString().slice(0, 10)}.`
        : "You get this mail because it was asked for in the conversation.",
  });
}
