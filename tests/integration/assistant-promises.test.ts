import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as askRoute } from "@/app/api/v1/assistants/[assistantId]/ask/route";
import { POST as createAnswer } from "@/app/api/v1/assistants/[assistantId]/curated-answers/route";
import { GET as listGaps } from "@/app/api/v1/assistants/[assistantId]/gaps/route";
import { POST as release } from "@/app/api/v1/conversations/[conversationId]/release/route";
import { POST as resolve } from "@/app/api/v1/conversations/[conversationId]/resolve/route";
import { POST as takeOver } from "@/app/api/v1/conversations/[conversationId]/take-over/route";
import type { Trial } from "@/lib/features/assistant/assistant.schema";
import type { Gap } from "@/lib/features/assistant/curated.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { csvLines, escapeFormula } from "@/lib/platform/http/csv";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import {
  chatOf,
  deleteMe,
  type Guest,
  guest,
  lead,
  openSession,
  over,
  person,
  rowsOf,
  say,
  staffedAssistant,
} from "../factories/chat";
import { pdfOf } from "../factories/documents";
import { newsOf } from "../factories/news";
import { createTeam, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { createShelf } from "../factories/sources";
import { call } from "../harness/call";

const gapsOf = async (as: Person, ws: TestWorkspace, assistant: TestAssistant) =>
  (
    await call<Gap[]>(listGaps, {
      as,
      path: `/api/v1/assistants/${assistant.id}/gaps?workspace=${ws.slug}`,
      params: { assistantId: assistant.id },
    })
  ).json.data;
const tryOut = async (as: Person, ws: TestWorkspace, assistant: TestAssistant, question: string) =>
  await call<Trial>(askRoute, {
    as,
    method: "POST",
    path: `/api/v1/assistants/${assistant.id}/ask?workspace=${ws.slug}`,
    params: { assistantId: assistant.id },
    body: { question },
  });
/** The first question of a conversation of its own: what was said before plays no part. */
async function askAfresh(visitor: Guest, question: string) {
  await over(visitor);
  return await say(visitor, question);
}

/** An assistant whose sources come in by the door that people use. */
async function createDesk() {
  const shelf = await createShelf();
  const { rows } = await sql<{
    key: string;
  }>`select public_key as key from public.assistants where id = ${shelf.assistantId}`.execute(await rawDatabase());
  const assistant = { id: shelf.assistantId, key: rows[0]?.key ?? "", workspaceId: shelf.ws.id };
  return { ...shelf, assistant, visitor: await guest(assistant.key) };
}

describe("where an answer comes from", () => {
  it("each answer that is none of not knowing quotes its document, and the place it names is the quotation", async () => {
    const { viewer, ws, read, addedFile, assistant, visitor } = await createDesk();
    const filler = Array.from({ length: 40 }, (_, line) => ({
      text: `Line ${line} of the terms speaks of bicycles and lamps in the yard.`,
    }));
    const pdf = await addedFile(
      pdfOf([
        { lines: filler },
        { lines: [{ text: "Deposits are returned within thirty days." }] },
        { lines: [{ text: "Helmets can be borrowed for three euros a day." }] },
      ]),
      "terms.pdf",
    );
    await addedFile(Buffer.from("# Hours\n\nThe yard opens at nine and closes at six.\n"), "hours.md");
    // What cannot be read stands in nobody's way.
    const broken = await addedFile(new Uint8Array([0x41, 0x80, 0x81, 0x02, 0xff]), "bad.txt");
    expect(broken).toMatchObject({ status: "failed", error: { code: "BAD_ENCODING" } });
    let cited = 0;
    for (const [question, page] of [
      ["When are deposits returned?", 2],
      ["Can I borrow helmets?", 3],
      ["When does the yard open?", null],
    ] as const) {
      const { message } = await askAfresh(visitor, question);
      expect(["answered", "uncertain"]).toContain(message?.status);
      expect(message?.citations.length).toBeGreaterThan(0);
      expect(message?.citations[0]?.page).toBe(page);
      for (const { documentId, startAt, endAt, quote, page: named } of message?.citations ?? []) {
        // The link of a citation opens the document there: the same slice that its page shows.
        const { json } = await read(documentId, `&from=${startAt}&length=${endAt - startAt}`, viewer);
        expect(json.data.text).toBe(quote);
        const { pages } = (await read(documentId, "&length=20000", viewer)).json.data;
        const onPage = pages.filter(({ at }) => at <= startAt).at(-1)?.page ?? null;
        expect(named).toBe(documentId === pdf.documentId ? onPage : null);
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from public.chunks c
          where c.document_id = ${documentId} and position(${quote} in c.text) > 0`.execute(await rawDatabase());
        expect(rows[0]?.n).toBeGreaterThan(0);
        cited += 1;
      }
    }
    expect(cited).toBeGreaterThanOrEqual(3);
    const unknown = await askAfresh(visitor, "Who governs the moon?");
    expect(unknown.message).toMatchObject({ status: "unknown", citations: [] });
    expect(unknown.message?.text).not.toMatch(/yard|deposit|helmet/i);
    expect((await tryOut(viewer, ws, assistant, "Who governs the moon?")).json.data.answer.status).toBe("unknown");
  });

  it("a deleted document is gone from the next answer on, remembered ones included, within a second", async () => {
    const { addedFile, remove, assistant, ws, viewer, visitor } = await createDesk();
    await addedFile(Buffer.from("We are closed on Sundays."), "hours.txt");
    const source = await addedFile(Buffer.from("The gate code of the yard is copper lantern."), "gate.txt");
    const question = "What is the gate code of the yard?";
    expect((await askAfresh(visitor, question)).message?.text).toContain("copper lantern");
    expect((await tryOut(viewer, ws, assistant, question)).json.data.answer.cached).toBe(true);
    const started = performance.now();
    expect((await remove(source.id)).status).toBe(200);
    for (const words of [question, "gate code", "what is the gate kode", "copper lantern"]) {
      const { text } = await tryOut(viewer, ws, assistant, words);
      expect(text).not.toMatch(/copper|lantern(?!")/);
    }
    expect(performance.now() - started).toBeLessThan(1_000);
    for (const words of [question, "gate code", "copper lantern"]) {
      const { events } = await askAfresh(visitor, words);
      expect(JSON.stringify(events)).not.toContain("is copper lantern");
    }
    // Everything the search reads from, and everything it remembers.
    const { rows } = await sql<{ left: number }>`
      select ((select count(*) from public.documents where assistant_id = ${assistant.id} and body like '%lantern%')
        + (select count(*) from public.chunks where assistant_id = ${assistant.id} and text like '%lantern%')
        + (select count(*) from public.corpus_words where assistant_id = ${assistant.id} and word = 'lantern')
        + (select count(*) from public.postings p join public.corpora k on k.id = p.corpus_id where k.assistant_id = ${assistant.id} and p.term like 'lantern%')
        + (select count(*) from public.remembered_answers where assistant_id = ${assistant.id} and answer::text like '%is copper lantern%')
        + (select count(*) from public.message_citations where assistant_id = ${assistant.id} and quote like '%lantern%')
        + (select count(*) from private.source_contents where assistant_id = ${assistant.id} and convert_from(bytes, 'utf8') like '%lantern%'))::int as left`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.left).toBe(0);
  });

  it("a remembered answer has the same citations, and a question that differs in one number has an answer of its own", async () => {
    const { assistant } = await staffedAssistant();
    await addDocument(assistant, {
      title: "Rooms",
      body: "A room for two people costs 80 euros. A room for three people costs 110 euros.",
    });
    const visitor = await guest(assistant.key);
    const flag = async (id: string | undefined) =>
      (await sql<{ cached: boolean }>`select cached from public.messages where id = ${id}`.execute(await rawDatabase()))
        .rows[0]?.cached;
    const two = await askAfresh(visitor, "What does a room for two people cost?");
    const again = await askAfresh(visitor, "what does a room for two people cost");
    const three = await askAfresh(visitor, "What does a room for three people cost?");
    expect([await flag(two.message?.id), await flag(again.message?.id), await flag(three.message?.id)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(again.message?.citations).toEqual(two.message?.citations);
    expect(two.message?.citations[0]?.quote).toContain("80 euros");
  });
});

describe("what nothing was found for", () => {
  it("stands in the owner's list once with a count, is answered there, and the next visitor has that answer", async () => {
    const { ws, assistant } = await staffedAssistant();
    for (const question of ["Do you rent tandems?", "do you rent TANDEMS", "Do  you rent tandems ?"])
      expect((await say(await guest(assistant.key), question)).message?.status).toBe("unknown");
    // Whoever tries it out counts for nothing.
    await tryOut(ws.owner, ws, assistant, "Do you rent tandems?");
    const [gap, ...others] = await gapsOf(ws.owner, ws, assistant);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ question: "Do you rent tandems?", count: 3, status: "open" });
    const made = await call(createAnswer, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/assistants/${assistant.id}/curated-answers?workspace=${ws.slug}`,
      params: { assistantId: assistant.id },
      body: { question: gap?.question, answer: "Yes, ten a day.", gapIds: [gap?.id] },
    });
    expect(made.status, made.text).toBe(201);
    const { message } = await say(await guest(assistant.key), "do you rent tandems?");
    expect(message).toMatchObject({ status: "answered", text: "Yes, ten a day." });
    expect(await gapsOf(ws.owner, ws, assistant)).toEqual([]);
  });

  it("in an assistant without documents: the owner is told so, the visitor is asked for an address, nobody sees an error", async () => {
    const ws = await createWorkspace();
    const assistant = await createAssistant(ws.id);
    const trial = await tryOut(ws.owner, ws, assistant, "When do you open?");
    expect([trial.status, trial.json.data.answer.status]).toEqual([200, "no_documents"]);
    const visitor = await guest(assistant.key);
    const { message, conversation } = await say(visitor, "When do you open?");
    expect(message).toMatchObject({ status: "no_documents", citations: [] });
    expect(message?.text).toMatch(/address/);
    expect((await lead(visitor, { email: "a@example.test", conversationId: conversation.id })).json.data).toEqual({
      stored: true,
    });
  });
});

describe("a person", () => {
  let team: Awaited<ReturnType<typeof createTeam>>;
  let desk: TestAssistant;
  beforeAll(async () => {
    team = await createTeam("editor");
    desk = await createAssistant(team.ws.id);
    await addDocument(desk, { title: "Hours", body: "The workshop opens at nine in the morning." });
  });
  const act = async (handler: typeof release, verb: string, id: string, body: object = {}) => {
    const answer = await call(handler, {
      as: team.editor,
      method: "POST",
      path: `/api/v1/conversations/${id}/${verb}?workspace=${team.ws.slug}`,
      params: { conversationId: id },
      body,
    });
    expect(answer.status, answer.text).toBe(200);
  };

  it("asked for with the very first words: a confirmation, a notice, silence of the assistant until it is released, and the transcript by mail", async () => {
    const visitor = await guest(desk.key);
    const first = await say(visitor, "I want to talk to a human");
    const id = first.meta.conversationId;
    expect(first.conversation.status).toBe("waiting");
    expect(first.notes).toMatchObject([{ role: "system" }]);
    expect(first.notes[0]?.text.length).toBeGreaterThan(20);
    const news = (await newsOf(team.editor)).filter(({ type }) => type === "conversation.handoff");
    expect(news.map(({ href }) => href)).toContain(`/${team.ws.slug}/inbox?c=${id}`);

    expect((await say(visitor, "When does the workshop open?")).message).toBeNull();
    await act(takeOver, "take-over", id);
    expect((await say(visitor, "When does the workshop open, please?")).message).toBeNull();
    await act(release, "release", id);
    const back = await say(visitor, "When does the workshop open, please?");
    expect(back.meta.conversationId).toBe(id);
    expect(back.message?.text).toContain("opens at nine");

    const email = `visitor-${Date.now().toString(36)}@example.test`;
    expect((await lead(visitor, { email, conversationId: id })).status).toBe(200);
    await act(resolve, "resolve", id, { transcript: true });
    const mails = await (await rawDatabase())
      .selectFrom("private.mailbox")
      .select("body_text as text")
      .where("recipient", "=", email)
      .execute();
    expect(mails).toHaveLength(1);
    for (const said of ["I want to talk to a human", "When does the workshop open?", "opens at nine"])
      expect(mails[0]?.text).toContain(said);
  });

  it("once it is over, no further word turns it into a request again", async () => {
    const visitor = await guest(desk.key);
    const asked = (await person(visitor)).json.data;
    const id = asked.outcome === "asked" ? asked.state.conversation.id : "";
    await act(resolve, "resolve", id);
    const told = async () => (await newsOf(team.editor)).filter(({ type }) => type === "conversation.handoff").length;
    const before = await told();
    const next = await say(visitor, "When does the workshop open?", { conversationId: id });
    expect(next.meta.conversationId).not.toBe(id);
    expect(next.conversation.status).toBe("bot");
    const { conversation, messages } = (await chatOf(visitor, id)).json.data;
    expect(conversation.status).toBe("resolved");
    expect(messages.filter(({ role }) => role === "system")).toHaveLength(2);
    expect(await told()).toBe(before);
  });
});

describe("an address", () => {
  it("left again after more than a day is a lead of its own", async () => {
    const { assistant } = await staffedAssistant();
    await asService((tx) =>
      sql`insert into public.leads (workspace_id, assistant_id, email, message, consent_text, consent_version, created_at)
        values (${assistant.workspaceId}, ${assistant.id}, 'ada@example.test', 'Yesterday', 'I agree.', 1, now() - interval '25 hours')`.execute(
        tx,
      ),
    );
    const visitor = await guest(assistant.key);
    await lead(visitor, { email: "ada@example.test", message: "Today" });
    await lead(visitor, { email: "ADA@example.test", message: "Today, once more" });
    const { rows } = await sql<{
      message: string;
    }>`select message from public.leads where assistant_id = ${assistant.id}
      order by created_at`.execute(await rawDatabase());
    expect(rows.map(({ message }) => message)).toEqual(["Yesterday", "Today, once more"]);
  });

  it("in a file for spreadsheets begins with nothing they would run", () => {
    for (const cell of ["=1+1", "+49 30", "-2", "@home", "\tx", "\rx", " =1", "＝1"])
      expect(escapeFormula(cell)).toBe(`'${cell}`);
    for (const cell of ["", "a=1", "1-2", "ada@example.test"]) expect(escapeFormula(cell)).toBe(cell);
    expect(csvLines([['a"b', "c,d", "e\r\nf", "g"]])).toBe('"a""b","c,d","e\r\nf",g\r\n');
  });
});

describe("a visitor who deletes their data", () => {
  it("leaves no row behind, in no table, and neither another visitor nor another workspace ever reads it", async () => {
    const { assistant } = await staffedAssistant();
    const elsewhere = await staffedAssistant();
    const [mine, other, foreign] = [
      await guest(assistant.key),
      await guest(assistant.key),
      await guest(elsewhere.assistant.key),
    ];
    const { meta } = await say(mine, "When does the workshop open?");
    await say(mine, "My number is nine nine seven");
    await lead(mine, { email: "gone@example.test", conversationId: meta.conversationId });
    await say(other, "Can monthly plans be refunded?");
    for (const someone of [other, foreign]) expect((await chatOf(someone, meta.conversationId)).status).toBe(404);
    for (const key of [assistant.key, elsewhere.assistant.key])
      expect((await openSession(key, {})).json.data.current).toBeNull();

    expect((await deleteMe(mine)).status).toBe(200);
    const left = await Promise.all(
      (["visitors", "conversations", "messages", "leads"] as const).map((table) => rowsOf(table, assistant)),
    );
    // What is left is the other visitor's, and the empty session that looked in above.
    expect(left).toEqual([2, 1, 2, 0]);
    const { rows } = await sql<{ n: number }>`
      select ((select count(*) from public.messages where body like '%nine nine seven%')
        + (select count(*) from public.conversations where last_text like '%nine nine seven%' or subject like '%nine nine seven%')
        + (select count(*) from public.message_citations c where c.assistant_id = ${assistant.id}
            and not exists (select from public.messages m where m.id = c.message_id))
        + (select count(*) from public.leads where email = 'gone@example.test')
        + (select count(*) from public.notifications n where n.workspace_id = ${assistant.workspaceId} and n.body like '%nine nine seven%'))::int as n`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.n).toBe(0);
    expect((await chatOf(other, meta.conversationId)).status).toBe(404);
    expect((await openSession(assistant.key, { secret: mine.secret })).json.data.current).toBeNull();
  });
});
