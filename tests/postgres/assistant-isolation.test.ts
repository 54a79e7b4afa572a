import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "@/lib/features/assistant/answers/answer.schema";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import { rawDatabase } from "@/lib/platform/db/db";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { createWorkspace } from "../factories/people";

/** `ISOLATION_QUESTIONS=10000` asks as many as the product promises; a run of the whole suite asks fewer. */
const questions = Number(process.env.ISOLATION_QUESTIONS ?? 1_500);
const atOnce = 16;

/** The same handbook but for one word in each sentence and the numbers. */
const handbook = (city: string, n: number) => `The office in ${city} opens at ${n} in the morning and closes at 1${n}.

A small service in ${city} costs 4${n} euros, a full service 12${n} euros. Ask ${city}desk for a quote.

Refunds in ${city} are paid within 1${n} days to the card that was used.

Parking at the ${city} office is free for ${n} hours behind the building.`;
const topics = [
  "When does the office open",
  "How much is a full service",
  "refund days",
  "is parking free",
  "opening of the ofice",
];
const tenants = [
  { city: "Arlandia", n: 7 },
  { city: "Belmora", n: 8 },
] as const;
const context = { requestId: "req_test", ip: null, userAgent: null };

let assistants: TestAssistant[];
let documents: string[];

beforeAll(async () => {
  assistants = [];
  documents = [];
  for (const { city, n } of tenants) {
    const workspace = await createWorkspace();
    const assistant = await createAssistant(workspace.id);
    assistants.push(assistant);
    documents.push(await addDocument(assistant, { title: `Handbook of ${city}`, body: handbook(city, n) }));
  }
});

async function ask(index: number, number: number): Promise<Answer> {
  const assistant = assistants[index];
  if (!assistant) throw new Error("no assistant");
  // A third is asked again word for word, by both sides: what one remembers the other must not give.
  const tail = number % 3 === 0 ? "" : ` ${"please ".repeat(number % 5)}${number % 97}`;
  const { answer } = await answerQuestion(
    {
      workspaceId: assistant.workspaceId,
      assistantId: assistant.id,
      question: `${topics[number % topics.length]}${tail}`,
      history: [],
      language: "en",
      context,
      signal: new AbortController().signal,
    },
    { delta: () => {}, replace: () => {} },
  );
  return answer;
}

describe("two workspaces with almost the same documents", () => {
  it(`${questions} questions at once: nothing of one appears at the other`, async () => {
    const tally = { cached: 0, cited: 0 };
    let next = 0;
    const worker = async () => {
      for (let number = next++; number < questions; number = next++) {
        const own = number % 2;
        const answer = await ask(own, number);
        const text = JSON.stringify(answer);
        const other = 1 - own;
        expect(text).not.toContain(tenants[other as 0 | 1].city);
        expect(text).not.toContain(documents[other]);
        for (const citation of answer.citations) expect(citation.documentId).toBe(documents[own]);
        tally.cached += Number(answer.cached);
        tally.cited += Number(answer.citations.length > 0);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    // A test that nobody was answered in would prove nothing.
    expect(tally.cited).toBeGreaterThan(questions / 2);
    expect(tally.cached).toBeGreaterThan(questions / 20);
    const { rows } = await sql<{ crossed: number }>`
      select (select count(*) from public.remembered_answers r join public.corpora k on k.id = r.corpus_id
          where r.assistant_id <> k.assistant_id or r.workspace_id <> k.workspace_id
            or (r.assistant_id = ${assistants[0]?.id} and r.answer::text like ${`%${tenants[1].city}%`})
            or (r.assistant_id = ${assistants[1]?.id} and r.answer::text like ${`%${tenants[0].city}%`}))::int
        + (select count(*) from public.postings p join public.chunks c on c.id = p.chunk_id
          where p.workspace_id <> c.workspace_id or p.corpus_id <> c.corpus_id)::int as crossed`.execute(
      await rawDatabase(),
    );
    expect(rows[0]?.crossed).toBe(0);
  }, 900_000);

  it("a question with the other's ids is refused by the wall itself, whatever the code above it asks", async () => {
    const [a, b] = assistants;
    if (!a || !b) throw new Error("no assistants");
    const wrong = { ...a, workspaceId: b.workspaceId };
    assistants.push(wrong);
    await expect(ask(2, 1)).rejects.toThrow();
    assistants.pop();
  });
});
