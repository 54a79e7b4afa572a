import "server-only";
import { notify } from "@/lib/features/notification/services/notify";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { inboxAudience } from "../inbox-audience";

type About = { workspaceId: string; conversationId: string };

/**
 * Tells everybody who may answer that a visitor waits for a person, once for each time the visitor asks. Part of the caller's
 * transaction, also of a visitor's. Call it after `handoff_at` is set. Silent for what somebody only tried out.
 */
export async function notifyHandoff(tx: Tx, { workspaceId, conversationId }: About): Promise<void> {
  const found = await elevated(tx, async () => {
    const audience = inboxAudience(tx, workspaceId);
    const talk = await audience.conversation(conversationId);
    return talk && { ...talk, people: await audience.people("editor", talk.projectId) };
  });
  if (!found) return;
  for (const userId of found.people)
    await notify(tx, {
      userId,
      type: "conversation.handoff",
      title: `${found.assistantName}: a visitor asks for a person`,
      body: found.subject || found.lastText,
      href: `/${found.slug}/inbox?c=${conversationId}`,
      workspaceId,
      ...(found.projectId ? { projectId: found.projectId } : {}),
      dedupeKey: `conversation.handoff:${conversationId}:${found.handoffAt ?? "first"}`,
    });
}

/** Tells one person that somebody gave them a conversation. Nobody is told of what they did themselves: that is for the caller. */
export async function notifyAssigned(
  tx: Tx,
  { workspaceId, conversationId, userId, by, at }: About & { userId: string; by: string; at: string },
): Promise<void> {
  const found = await elevated(tx, () => inboxAudience(tx, workspaceId).conversation(conversationId));
  if (!found) return;
  await notify(tx, {
    userId,
    type: "conversation.assigned",
    title: `${by} gave you a conversation with ${found.assistantName}`,
    body: found.subject || found.lastText,
    href: `/${found.slug}/inbox?c=${conversationId}`,
    workspaceId,
    ...(found.projectId ? { projectId: found.projectId } : {}),
    dedupeKey: `conversation.assigned:${conversationId}:${at}`,
  });
}

/** Tells everybody who may read leads of a new one, once. Part of the caller's transaction, also of a visitor's. */
export async function notifyLead(
  tx: Tx,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
): Promise<void> {
  const found = await elevated(tx, async () => {
    const audience = inboxAudience(tx, workspaceId);
    const lead = await audience.lead(leadId);
    return lead && { ...lead, people: await audience.people("editor", lead.projectId) };
  });
  if (!found) return;
  for (const userId of found.people)
    await notify(tx, {
      userId,
      type: "lead.created",
      title: `${found.assistantName}: ${found.name || found.email} left their details`,
      body: found.message || found.email,
      href: `/${found.slug}/leads?lead=${leadId}`,
      workspaceId,
      ...(found.projectId ? { projectId: found.projectId } : {}),
      dedupeKey: `lead.created:${leadId}`,
    });
}

/**
 * Tells admins and owners that so much of this month's conversations is used, once a month and threshold.
 * `assistantId` null: it is the workspace's own limit. Part of the caller's transaction, also of a visitor's.
 */
export async function notifyQuota(
  tx: Tx,
  { workspaceId, assistantId, share }: { workspaceId: string; assistantId: string | null; share: 80 | 100 },
): Promise<void> {
  const found = await elevated(tx, async () => {
    const audience = inboxAudience(tx, workspaceId);
    const place = await audience.quota(assistantId);
    return place && { ...place, people: await audience.people("admin", place.projectId) };
  });
  if (!found) return;
  const whose = found.assistantName === null ? "of this workspace" : `of ${found.assistantName}`;
  const type = share === 80 ? "assistant.quota_80" : "assistant.quota_100";
  for (const userId of found.people)
    await notify(tx, {
      userId,
      type,
      title:
        share === 80
          ? `80 % of this month's conversations ${whose} are used`
          : `This month's conversations ${whose} are used up`,
      body:
        share === 80
          ? "When all are used, visitors can leave their details but begin no new conversation until next month."
          : "Visitors can leave their details but begin no new conversation until next month. Open conversations go on.",
      href: `/${found.slug}/assistants${assistantId === null ? "" : `/${assistantId}/settings`}`,
      workspaceId,
      ...(found.projectId ? { projectId: found.projectId } : {}),
      dedupeKey: `${type}:${assistantId ?? workspaceId}:${found.month.slice(0, 7)}`,
    });
}
