import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { GET as config } from "@/app/api/v1/chat/[assistantKey]/config/route";
import { POST as rate } from "@/app/api/v1/chat/[assistantKey]/conversations/[conversationId]/rating/route";
import { GET as read } from "@/app/api/v1/chat/[assistantKey]/conversations/[conversationId]/route";
import { POST as startOver } from "@/app/api/v1/chat/[assistantKey]/conversations/new/route";
import { POST as askForPerson } from "@/app/api/v1/chat/[assistantKey]/handoff/route";
import { POST as leaveLead } from "@/app/api/v1/chat/[assistantKey]/leads/route";
import { DELETE as forget } from "@/app/api/v1/chat/[assistantKey]/me/route";
import { POST as judge } from "@/app/api/v1/chat/[assistantKey]/messages/[messageId]/feedback/route";
import { POST as send } from "@/app/api/v1/chat/[assistantKey]/messages/route";
import { POST as open } from "@/app/api/v1/chat/[assistantKey]/sessions/route";
import type {
  AskedForPerson,
  ChatConfig,
  ChatMessage,
  ChatSession,
  ChatState,
  ChatStreamEvents,
} from "@/lib/features/conversation/chat.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { type Answer, call } from "../harness/call";
import { addDocument, createAssistant, type TestAssistant } from "./assistants";
import { createWorkspace, type TestWorkspace } from "./people";

type Headers = Record<string, string>;
export type Guest = ChatSession & { key: string; as: { secret: string } };

export const handbook = `Opening hours

The workshop opens at nine in the morning and closes at six. On Saturdays it closes at noon.

Refunds

Monthly plans can be refunded within 14 days. Annual plans can be refunded within 30 days, less the months that were used.`;

/** A workspace with an assistant that knows the handbook. */
export async function staffedAssistant(
  options: Parameters<typeof createAssistant>[1] = {},
): Promise<{ ws: TestWorkspace; assistant: TestAssistant }> {
  const ws = await createWorkspace();
  const assistant = await createAssistant(ws.id, options);
  const headings = ["Opening hours", "Refunds"].map((path) => ({ at: handbook.indexOf(path), path }));
  await addDocument(assistant, { title: "Handbook", body: handbook, headings });
  return { ws, assistant };
}

const at = (key: string, path: string) => `/api/v1/chat/${key}/${path}`;

export const openSession = (key: string, body: unknown = {}, headers: Headers = {}) =>
  call<ChatSession>(open, { method: "POST", path: at(key, "sessions"), params: { assistantKey: key }, body, headers });
export const configOf = (key: string, headers: Headers = {}) =>
  call<ChatConfig>(config, { path: at(key, "config"), params: { assistantKey: key }, headers });

/** A visitor with a session. */
export async function guest(key: string, body: unknown = {}): Promise<Guest> {
  const { status, text, json } = await openSession(key, body);
  if (status !== 200) throw new Error(text);
  return { ...json.data, key, as: { secret: json.data.token } };
}

export const write = (who: Guest, body: Record<string, unknown>, headers: Headers = {}) =>
  call(send, {
    as: who.as,
    method: "POST",
    path: at(who.key, "messages"),
    params: { assistantKey: who.key },
    body: { clientKey: randomUUID(), ...body },
    headers,
  });

type Event = { [K in keyof ChatStreamEvents]: { type: K; data: ChatStreamEvents[K] } }[keyof ChatStreamEvents];

export function eventsOf(text: string): Event[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map((block) => {
      const [type = "", data = ""] = block.split("\n");
      return { type: type.slice(7), data: JSON.parse(data.slice(6)) } as Event;
    });
}

/** Says something and hears the whole answer. */
export async function say(who: Guest, text: string, more: Record<string, unknown> = {}) {
  const answer = await write(who, { text, ...more });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const events = eventsOf(answer.text);
  const done = events.find((event) => event.type === "done");
  const meta = events.find((event) => event.type === "meta");
  if (meta?.type !== "meta" || done?.type !== "done") throw new Error(answer.text);
  return { events, meta: meta.data, ...done.data };
}

type Place = { path: string; params?: Headers };
const post = <T>(handler: typeof send, who: Guest, { path, params }: Place, body: unknown) =>
  call<T>(handler, {
    as: who.as,
    method: "POST",
    path: at(who.key, path),
    params: { assistantKey: who.key, ...params },
    body,
  });

export const person = (who: Guest, body: unknown = {}) =>
  post<AskedForPerson>(askForPerson, who, { path: "handoff" }, body);
export const lead = (who: Guest, body: Record<string, unknown>) =>
  post<{ stored: true }>(leaveLead, who, { path: "leads" }, { consent: true, consentVersion: 1, ...body });
export const thumb = (who: Guest, messageId: string, value: "up" | "down" | null) =>
  post<ChatMessage>(judge, who, { path: `messages/${messageId}/feedback`, params: { messageId } }, { thumb: value });
export const stars = (who: Guest, conversationId: string, body: unknown) =>
  post<ChatState>(rate, who, { path: `conversations/${conversationId}/rating`, params: { conversationId } }, body);
export const over = (who: Guest) => post<null>(startOver, who, { path: "conversations/new" }, {});
export const chatOf = (who: Guest, conversationId: string, after = 0): Promise<Answer<ChatState>> =>
  call<ChatState>(read, {
    as: who.as,
    path: `${at(who.key, `conversations/${conversationId}`)}?after=${after}`,
    params: { assistantKey: who.key, conversationId },
  });
export const deleteMe = (who: Guest) =>
  call(forget, { as: who.as, method: "DELETE", path: at(who.key, "me"), params: { assistantKey: who.key } });

/** How many rows of a table belong to an assistant. */
export async function rowsOf(
  table: "visitors" | "conversations" | "messages" | "leads" | "gaps",
  assistant: TestAssistant,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where assistant_id = ${assistant.id}`.execute(
    await rawDatabase(),
  );
  return rows[0]?.n ?? -1;
}

/** What the settings page would write. */
export async function change(assistant: TestAssistant, set: Record<string, string | number | boolean | null>) {
  await asService((tx) =>
    tx
      .updateTable("assistants")
      .set(set as never)
      .where("id", "=", assistant.id)
      .execute(),
  );
}
