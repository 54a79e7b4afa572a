import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { asService } from "@/lib/platform/db/service-role";
import type { TestAssistant } from "./assistants";

type Talk = {
  status?: "bot" | "waiting" | "human" | "resolved";
  assignedTo?: string;
  email?: string;
  name?: string;
  triedBy?: string;
};

/** A conversation as a visitor left it: one row for each message, oldest first, a second apart. */
export async function createConversation(
  { id: assistantId, workspaceId }: TestAssistant,
  messages: [role: "visitor" | "assistant" | "agent" | "system", body: string][] = [["visitor", "When do you open?"]],
  { status = "bot", assignedTo, email = "", name = "", triedBy }: Talk = {},
): Promise<{ id: string; visitorId: string | null; messageIds: string[] }> {
  return await asService(async (tx) => {
    const visitorId = triedBy
      ? null
      : await one(
          tx,
          sql`insert into public.visitors (workspace_id, assistant_id, secret_hash, email, name)
            values (${workspaceId}, ${assistantId}, ${randomBytes(32)}, ${email}, ${name}) returning id`,
        );
    const id = await one(
      tx,
      sql`insert into public.conversations (workspace_id, assistant_id, visitor_id, tried_by)
        values (${workspaceId}, ${assistantId}, ${visitorId}, ${triedBy ?? null}) returning id`,
    );
    const messageIds: string[] = [];
    for (const [role, body] of messages)
      messageIds.push(
        await one(
          tx,
          sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, status, mode)
            values (${workspaceId}, ${assistantId}, ${id}, ${role}, ${body},
              ${role === "assistant" ? "answered" : null}, ${role === "assistant" ? "extractive" : null}) returning id`,
        ),
      );
    await sql`update public.conversations set status = ${status}, assigned_to = ${assignedTo ?? null},
      handoff_at = ${status === "waiting" || status === "human" ? sql`now()` : null},
      resolved_at = ${status === "resolved" ? sql`now()` : null} where id = ${id}`.execute(tx);
    return { id, visitorId, messageIds };
  });
}

export async function createLead(
  { id: assistantId, workspaceId }: TestAssistant,
  fields: { email?: string; name?: string; phone?: string; message?: string; conversationId?: string } = {},
): Promise<string> {
  return await asService((tx) =>
    one(
      tx,
      sql`insert into public.leads (workspace_id, assistant_id, conversation_id, email, name, phone, message, consent_text, consent_version)
        values (${workspaceId}, ${assistantId}, ${fields.conversationId ?? null}, ${fields.email ?? "lead@example.test"},
          ${fields.name ?? ""}, ${fields.phone ?? ""}, ${fields.message ?? ""}, 'I agree.', 1) returning id`,
    ),
  );
}

async function one(tx: Parameters<Parameters<typeof asService>[0]>[0], query: ReturnType<typeof sql<{ id: string }>>) {
  const { rows } = await query.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a row was not written");
  return row.id;
}
