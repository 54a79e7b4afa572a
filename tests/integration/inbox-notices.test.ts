import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import {
  notifyAssigned,
  notifyHandoff,
  notifyLead,
  notifyQuota,
} from "@/lib/features/conversation/services/notify-staff";
import { asVisitor } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { createAssistant, type TestAssistant } from "../factories/assistants";
import { createConversation, createLead } from "../factories/conversations";
import { newsOf } from "../factories/news";
import { addMember, createProject, createTeam, type Person, type TestWorkspace } from "../factories/people";

let ws: TestWorkspace;
let admin: Person;
let editor: Person;
let viewer: Person;
let open: TestAssistant;
let hidden: TestAssistant;
beforeAll(async () => {
  ({ ws, admin, editor, viewer } = await createTeam("admin", "editor", "viewer"));
  open = await createAssistant(ws.id, { name: "Shop desk" });
  const projectId = await createProject(ws);
  await asService((tx) => sql`update public.projects set visibility = 'private' where id = ${projectId}`.execute(tx));
  hidden = await createAssistant(ws.id, { name: "Secret desk", projectId });
});

const told = async (person: Person, type: string) => (await newsOf(person)).filter((item) => item.type === type);

describe("who hears of a visitor", () => {
  it("a handoff is told to whoever may answer, once for each time the visitor asks", async () => {
    const talk = await createConversation(open, [["visitor", "Can I talk to somebody?"]], { status: "waiting" });
    const tell = () => asService((tx) => notifyHandoff(tx, { workspaceId: ws.id, conversationId: talk.id }));
    await tell();
    await tell();
    for (const person of [ws.owner, admin, editor]) {
      const [news, ...more] = await told(person, "conversation.handoff");
      expect(more).toEqual([]);
      expect(news).toMatchObject({
        title: "Shop desk: a visitor asks for a person",
        body: "Can I talk to somebody?",
        href: `/${ws.slug}/inbox?c=${talk.id}`,
      });
    }
    expect(await told(viewer, "conversation.handoff")).toEqual([]);
    await asService((tx) =>
      sql`update public.conversations set handoff_at = now() + interval '1 hour' where id = ${talk.id}`.execute(tx),
    );
    await tell();
    expect(await told(editor, "conversation.handoff")).toHaveLength(2);
  });

  it("works within a visitor's own transaction", async () => {
    const talk = await createConversation(open, [["visitor", "From the visitor's side"]], { status: "waiting" });
    await asVisitor(
      { assistantId: open.id, visitorId: talk.visitorId },
      { requestId: "req_test", ip: null, userAgent: null },
      (tx) => notifyHandoff(tx, { workspaceId: ws.id, conversationId: talk.id }),
    );
    expect((await told(editor, "conversation.handoff")).map((item) => item.body)).toContain("From the visitor's side");
  });

  it("an assistant of a private project is news for those who see the project", async () => {
    const talk = await createConversation(hidden, [["visitor", "Psst"]], { status: "waiting" });
    const leadId = await createLead(hidden, { email: "hidden@example.test" });
    await asService(async (tx) => {
      await notifyHandoff(tx, { workspaceId: ws.id, conversationId: talk.id });
      await notifyLead(tx, { workspaceId: ws.id, leadId });
    });
    expect((await told(admin, "conversation.handoff")).map((item) => item.body)).toContain("Psst");
    expect((await newsOf(editor)).map((item) => item.title).join()).not.toContain("Secret desk");
  });

  it("what somebody only tries out tells nobody", async () => {
    const { ws: other } = await createTeam();
    const assistant = await createAssistant(other.id);
    const talk = await createConversation(assistant, undefined, { status: "waiting", triedBy: other.owner.id });
    await asService((tx) => notifyHandoff(tx, { workspaceId: other.id, conversationId: talk.id }));
    expect(await newsOf(other.owner)).toEqual([]);
  });

  it("a lead is told once, with the way to it", async () => {
    const leadId = await createLead(open, { name: "Ada", message: "Call me" });
    const tell = () => asService((tx) => notifyLead(tx, { workspaceId: ws.id, leadId }));
    await tell();
    await tell();
    const mine = (await told(editor, "lead.created")).filter((item) => item.href?.endsWith(leadId));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ title: "Shop desk: Ada left their details", body: "Call me" });
    expect(await told(viewer, "lead.created")).toEqual([]);
  });

  it("whoever is given a conversation hears who gave it", async () => {
    const talk = await createConversation(open);
    const someone = await addMember(ws, "editor");
    await asService((tx) =>
      notifyAssigned(tx, { workspaceId: ws.id, conversationId: talk.id, userId: someone.id, by: "Grace", at: "now" }),
    );
    expect(await told(someone, "conversation.assigned")).toMatchObject([
      { title: "Grace gave you a conversation with Shop desk", body: "When do you open?" },
    ]);
  });

  it("a quota is told to admins and owners, once a month and threshold, for workspace and assistant apart", async () => {
    const tell = (assistantId: string | null, share: 80 | 100) =>
      asService((tx) => notifyQuota(tx, { workspaceId: ws.id, assistantId, share }));
    await tell(null, 80);
    await tell(null, 80);
    await tell(open.id, 80);
    await tell(open.id, 100);
    for (const person of [ws.owner, admin]) {
      expect((await told(person, "assistant.quota_80")).map((item) => item.href).sort()).toEqual(
        [`/${ws.slug}/assistants`, `/${ws.slug}/assistants/${open.id}/settings`].sort(),
      );
      expect(await told(person, "assistant.quota_100")).toHaveLength(1);
    }
    expect(await told(editor, "assistant.quota_80")).toEqual([]);
  });

  it("another workspace's conversation, lead or assistant tells nobody", async () => {
    const { ws: other } = await createTeam();
    const talk = await createConversation(open, undefined, { status: "waiting" });
    const leadId = await createLead(open);
    await asService(async (tx) => {
      await notifyHandoff(tx, { workspaceId: other.id, conversationId: talk.id });
      await notifyLead(tx, { workspaceId: other.id, leadId });
      await notifyQuota(tx, { workspaceId: other.id, assistantId: open.id, share: 80 });
    });
    expect(await newsOf(other.owner)).toEqual([]);
  });
});
