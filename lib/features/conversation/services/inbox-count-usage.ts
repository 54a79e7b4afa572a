import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { type ConversationEntitlements, sameForAll } from "../chat.entitlements";
import type { ConversationUsage } from "../conversation.schema";
import { inboxUsage } from "../inbox-usage.repository";

const assistantsAtMost = 100;

/** What the workspace has used of this month's conversations, and which assistants of those the caller sees. */
export async function readConversationUsage(
  tx: Tx,
  workspaceId: string,
  entitlements: ConversationEntitlements = sameForAll,
): Promise<ConversationUsage> {
  const usage = inboxUsage(tx, workspaceId);
  const today = now();
  return {
    used: await usage.ofWorkspace(),
    limit: entitlements.perMonth(workspaceId),
    resetsAt: new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString(),
    assistants: await usage.ofAssistants(assistantsAtMost),
  };
}
