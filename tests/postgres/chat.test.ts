import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { asService } from "@/lib/platform/db/service-role";
import { change, guest, lead, rowsOf, say, staffedAssistant, write } from "../factories/chat";
import { newsOf } from "../factories/news";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server: see tests/postgres/races.test.ts");

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe("many visitors at once", () => {
  it.each([
    ["assistant", 20],
    ["workspace", 20],
  ] as const)("with one conversation left in the month of the %s, exactly one of %i gets it", async (whose, count) => {
    const { ws, assistant } = await staffedAssistant();
    const left = async () => {
      if (whose === "assistant") await change(assistant, { monthly_conversations: 10 });
      const [scope, used] = whose === "assistant" ? [assistant.id, 9] : [ws.id, 999];
      await asService((tx) =>
        sql`insert into public.conversation_usage (workspace_id, scope, month, used)
          values (${ws.id}, ${scope}, private.usage_month(), ${used})`.execute(tx),
      );
    };
    await left();
    const visitors = await times(count, () => guest(assistant.key));
    const answers = await times(count, (index) => {
      const visitor = visitors[index];
      if (!visitor) throw new Error("no visitor");
      return write(visitor, { text: "When do you open?" });
    });
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ json }) => json.code === "CONVERSATION_QUOTA_EXCEEDED")).toHaveLength(count - 1);
    expect(await rowsOf("conversations", assistant)).toBe(1);
    const told = (await newsOf(ws.owner)).filter(({ type }) => type.startsWith("assistant.quota"));
    expect(told.map(({ type }) => type)).toEqual(["assistant.quota_100"]);
  });
});

describe("one visitor in many tabs", () => {
  it("begins one conversation, and each message has one answer", async () => {
    const { assistant } = await staffedAssistant();
    const visitor = await guest(assistant.key);
    const clientKey = randomUUID();
    const answers = await times(8, (index) => say(visitor, "When do you open?", index < 4 ? { clientKey } : {}));
    expect(new Set(answers.map(({ meta }) => meta.conversationId)).size).toBe(1);
    expect(new Set(answers.map(({ message }) => message?.id)).size).toBe(5);
    expect(await rowsOf("messages", assistant)).toBe(10);
  });

  it("leaves one lead with one address", async () => {
    const { assistant } = await staffedAssistant();
    const visitors = await times(6, () => guest(assistant.key));
    const answers = await Promise.all(visitors.map((visitor) => lead(visitor, { email: "same@example.test" })));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await rowsOf("leads", assistant)).toBe(1);
  });
});
