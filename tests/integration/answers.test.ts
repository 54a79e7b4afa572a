import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, Turn } from "@/lib/features/assistant/answers/answer.schema";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { createWorkspace } from "../factories/people";

const handbook = `Opening hours

The workshop opens at nine in the morning and closes at six. On Saturdays it closes at noon. We are closed on Sundays.

Prices

A small service costs 45 euros. A full service costs 120 euros and takes two days. New tubes are 12 euros with fitting.

Refunds

Monthly plans can be refunded within 14 days. Annual plans can be refunded within 30 days, less the months that were used.

Warranty

Every repair has a guarantee of two years. Wear of tyres, chains and brake pads is not covered by it.`;

const headings = ["Opening hours", "Prices", "Refunds", "Warranty"].map((path) => ({
  at: handbook.indexOf(path),
  path,
}));
const context = { requestId: "req_test", ip: null, userAgent: null };

let assistant: TestAssistant;
let documentId: string;

beforeAll(async () => {
  const workspace = await createWorkspace();
  assistant = await createAssistant(workspace.id);
  documentId = await addDocument(assistant, { title: "Handbook", body: handbook, headings });
});

async function ask(
  question: string,
  options: { of?: TestAssistant; history?: Turn[]; language?: string } = {},
): Promise<Answer> {
  const of = options.of ?? assistant;
  let heard = "";
  const { answer } = await answerQuestion(
    {
      workspaceId: of.workspaceId,
      assistantId: of.id,
      question,
      history: options.history ?? [],
      language: options.language ?? null,
      context,
      signal: new AbortController().signal,
    },
    {
      delta: (text) => {
        heard += text;
      },
      replace: (text) => {
        heard = text;
      },
    },
  );
  expect(heard).toBe(answer.text);
  return answer;
}

describe("answers from documents", () => {
  it.each([
    ["When does the workshop open?", "opens at nine"],
    ["how much is a full service", "120 euros"],
    ["Is there a guarantee on repairs?", "guarantee of two years"],
    ["what does a tube cost", "12 euros"],
    ["When does the worksop close on saturdays?", "closes at noon"],
  ])("%s", async (question, expected) => {
    const answer = await ask(question);
    expect(answer.status).not.toBe("unknown");
    expect(answer.citations.length).toBeGreaterThan(0);
    expect(answer.citations.some(({ quote }) => quote.includes(expected))).toBe(true);
  });

  it("every quote is the document's text, word for word, at the place that is named", async () => {
    for (const question of [
      "When do you open?",
      "refund of annual plans",
      "brake pads and tyres",
      "price of a service",
    ])
      for (const citation of (await ask(question)).citations) {
        expect(citation.documentId).toBe(documentId);
        expect(handbook.slice(citation.startAt, citation.endAt)).toBe(citation.quote);
      }
  });

  it("what no document says is not known: no citation, none of the documents' text", async () => {
    for (const question of ["Do you sell helicopters?", "Who won the football game yesterday?", "asdkjh qwe"]) {
      const answer = await ask(question);
      expect([question, answer.status, answer.citations, answer.isGap]).toEqual([question, "unknown", [], true]);
      expect(answer.text).not.toContain("euros");
    }
  });

  it("a usual word is not taken for a misspelt one", async () => {
    const shop = await createAssistant(assistant.workspaceId);
    await addDocument(shop, {
      title: "Contact",
      body: "Leave a message and we call back. A message is read on the same day.",
    });
    expect((await ask("Can I get a massage?", { of: shop })).status).toBe("unknown");
    expect((await ask("Who reads a mesage?", { of: shop })).citations[0]?.quote).toContain("A message is read");
  });

  it("a question that goes on from the one before is read with it", async () => {
    const before: Turn[] = [
      { role: "visitor", text: "Can I get a refund for a monthly plan?" },
      { role: "assistant", text: "Monthly plans can be refunded within 14 days." },
    ];
    const answer = await ask("and for annual ones?", { history: before });
    expect(answer.citations.some(({ quote }) => quote.includes("Annual plans can be refunded within 30 days"))).toBe(
      true,
    );
  });

  it("speaks the visitor's language about what it does not know", async () => {
    expect((await ask("Verkauft ihr auch Hubschrauber?")).text).toMatch(/^Das weiß ich/);
    expect((await ask("¿Venden helicópteros?")).text).toMatch(/^No lo sé/);
    expect((await ask("هل تبيعون طائرات؟")).text).toMatch(/^لا أعرف/);
  });

  it("small talk, people and addresses are rules", async () => {
    expect((await ask("hi!")).status).toBe("small_talk");
    expect((await ask("Danke schön")).text).toMatch(/^Gern/);
    expect((await ask("Can I talk to a person?")).status).toBe("handoff");
    expect((await ask("please call me back")).status).toBe("lead");
  });
});

describe("what is remembered", () => {
  it("the same question is answered again word for word, one that differs in a number is not", async () => {
    const first = await ask("Is the guarantee of two years for every repair?");
    const again = await ask("is the guarantee of two years for every repair");
    expect([first.cached, again.cached]).toEqual([false, true]);
    expect(again).toEqual({ ...first, cached: true });
    expect((await ask("Is the guarantee of three years for every repair?")).cached).toBe(false);
  });

  it("a new document answers what was not known, a deleted one is never quoted again", async () => {
    const own = await createAssistant(assistant.workspaceId);
    await addDocument(own, { title: "Handbook", body: handbook, headings });
    const question = "Do you rent cargo bikes?";
    expect((await ask(question, { of: own })).status).toBe("unknown");
    expect((await ask(question, { of: own })).cached).toBe(true);
    const added = await addDocument(own, { title: "Rental", body: "We rent cargo bikes for 25 euros a day." });
    const known = await ask(question, { of: own });
    expect([known.cached, known.citations[0]?.documentId]).toEqual([false, added]);
    expect((await ask(question, { of: own })).cached).toBe(true);
    await asService((tx) =>
      sql`delete from public.sources s using public.documents d where d.source_id = s.id and d.id = ${added}`.execute(
        tx,
      ),
    );
    const gone = await ask(question, { of: own });
    expect([gone.status, gone.cached]).toEqual(["unknown", false]);
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from public.chunks c where c.document_id = ${added})::int
        + (select count(*) from public.postings p join public.corpora k on k.id = p.corpus_id
            where k.assistant_id = ${own.id} and not exists (select from public.chunks c where c.id = p.chunk_id))::int
        + (select count(*) from public.corpus_words w where w.assistant_id = ${own.id} and w.word = 'cargo')::int
        + (select count(*) from public.remembered_answers r where r.assistant_id = ${own.id} and r.answer::text like '%cargo bikes for%')::int as left`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.left).toBe(0);
  });
});

describe("written answers", () => {
  it("one beats the documents; a change counts at once; two that are as near are offered", async () => {
    const own = await createAssistant(assistant.workspaceId);
    await addDocument(own, { title: "Handbook", body: handbook, headings });
    const write = (question: string, answer: string) =>
      asService((tx) =>
        sql`insert into public.curated_answers (workspace_id, assistant_id, question, answer)
          values (${own.workspaceId}, ${own.id}, ${question}, ${answer})`.execute(tx),
      );
    const question = "When does the workshop open?";
    expect((await ask(question, { of: own })).mode).toBe("extractive");
    await write("When does the workshop open?", "At ten, this week.");
    expect(await ask("when does the workshop open", { of: own })).toMatchObject({
      mode: "curated",
      text: "At ten, this week.",
    });
    await asService((tx) =>
      sql`update public.curated_answers set answer = 'At eleven.' where assistant_id = ${own.id}`.execute(tx),
    );
    expect((await ask(question, { of: own })).text).toBe("At eleven.");
    await write("When does the workshop opens?", "Another answer.");
    const offered = await ask("When does the workshop opening?", { of: own });
    expect([offered.status, offered.suggestions.length]).toEqual(["offered", 2]);
    expect(offered.text).not.toContain("eleven");
  });
});

describe("walls", () => {
  it("an assistant that knows nothing says so, and asks for an address", async () => {
    const empty = await createAssistant(assistant.workspaceId);
    const answer = await ask("When do you open?", { of: empty });
    expect([answer.status, answer.citations]).toEqual(["no_documents", []]);
  });

  it("another workspace's id with this assistant, and an assistant that does not exist: not found", async () => {
    const other = await createWorkspace();
    await expect(ask("When do you open?", { of: { ...assistant, workspaceId: other.id } })).rejects.toThrow();
    await expect(ask("When do you open?", { of: { ...assistant, id: randomUUID() } })).rejects.toThrow();
  });
});
