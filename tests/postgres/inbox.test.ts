import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as send } from "@/app/api/v1/conversations/[conversationId]/messages/route";
import { POST as takeOver } from "@/app/api/v1/conversations/[conversationId]/take-over/route";
import { asService } from "@/lib/platform/db/service-role";
import { createAssistant, type TestAssistant } from "../factories/assistants";
import { createConversation } from "../factories/conversations";
import { addMember, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server; see races.test.ts");

let ws: TestWorkspace;
let desk: TestAssistant;
let people: Person[];
beforeAll(async () => {
  ws = await createWorkspace();
  desk = await createAssistant(ws.id);
  people = await Promise.all(Array.from({ length: 12 }, () => addMember(ws, "editor")));
});

const at = (id: string, rest: string) => ({
  method: "POST",
  path: `/api/v1/conversations/${id}/${rest}?workspace=${ws.slug}`,
  params: { conversationId: id },
});
const taken = (as: Person, id: string) => call(takeOver, { as, ...at(id, "take-over"), body: {} });
const said = (as: Person, id: string, body: { text: string; clientKey: string }) =>
  call(send, { as, ...at(id, "messages"), body });
const messagesOf = (id: string) =>
  asService((tx) =>
    tx.selectFrom("messages").select(["seq", "role"]).where("conversation_id", "=", id).orderBy("seq").execute(),
  );
const holderOf = async (id: string) =>
  (
    await asService((tx) =>
      tx.selectFrom("conversations").select("assigned_to").where("id", "=", id).executeTakeFirst(),
    )
  )?.assigned_to;

describe("one conversation, many people at once", () => {
  it("is taken over by exactly one of them, and says so once", async () => {
    const { id } = await createConversation(desk, undefined, { status: "waiting" });
    const answers = await Promise.all(people.map((person) => taken(person, id)));
    const winners = people.filter((_, index) => answers[index]?.status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(people.length - 1);
    expect(await holderOf(id)).toBe(winners[0]?.id);
    expect((await messagesOf(id)).map((message) => message.role)).toEqual(["visitor", "system"]);
  });

  it("keeps every answer, numbered without gaps, and belongs to one of those who answered", async () => {
    const { id } = await createConversation(desk, undefined, { status: "waiting" });
    const answers = await Promise.all(
      people.map((person) => said(person, id, { text: "Hello", clientKey: randomUUID() })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(people.map(() => 201));
    const messages = await messagesOf(id);
    expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1));
    expect(messages.filter((message) => message.role === "system")).toHaveLength(1);
    expect(people.map((person) => person.id)).toContain(await holderOf(id));
  });

  it("has an answer that is sent many times once", async () => {
    const { id } = await createConversation(desk);
    const clientKey = randomUUID();
    const [person] = people;
    if (!person) throw new Error("nobody is there");
    const answers = await Promise.all(Array.from({ length: 10 }, () => said(person, id, { text: "Once", clientKey })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect((await messagesOf(id)).filter((message) => message.role === "agent")).toHaveLength(1);
  });
});
