import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { embedChunks } from "@/lib/features/assistant/jobs/embed-chunks.handler";
import { embedDue } from "@/lib/features/assistant/jobs/embed-due.handler";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import { embedQuestion } from "@/lib/features/assistant/services/embed-question";
import { searchPassages } from "@/lib/features/assistant/services/search-passages";
import { asVisitor, rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { createWorkspace } from "../factories/people";

const run = { jobId: "job", attempt: 1, signal: new AbortController().signal };
const context = { requestId: "req_test", ip: null, userAgent: null };
const settings = env();

const use = (more: Partial<ReturnType<typeof env>>) => {
  (globalThis as { __atriumEnv?: unknown }).__atriumEnv = { ...settings, ...more };
};
afterEach(() => use({}));

const texts = {
  Refunds: "We return what you paid within two weeks if you are not satisfied.",
  Parking: "There is a garage behind the building; leave your car there for three euros.",
  Dogs: "Four-legged companions are welcome in the garden but not in the rooms.",
  Hours: "The reception is staffed from eight until ten in the evening.",
  Wifi: "The network is called Guest and wants no password.",
};
let assistant: TestAssistant;

beforeAll(async () => {
  const workspace = await createWorkspace();
  assistant = await createAssistant(workspace.id);
  for (const [title, body] of Object.entries(texts)) await addDocument(assistant, { title, body });
});

const countOf = async (of: TestAssistant) => {
  const { rows } = await sql<{ model: string; count: number }>`
    select model, count(*)::int as count from public.chunk_embeddings where assistant_id = ${of.id} group by model`.execute(
    await rawDatabase(),
  );
  return Object.fromEntries(rows.map(({ model, count }) => [model, count]));
};

const jobsOf = async (of: TestAssistant) => {
  const { rows } = await sql<{ jobs: number }>`
    select count(*)::int as jobs from pgboss.job where name = 'assistant.embed' and data ->> 'assistantId' = ${of.id}`.execute(
    await rawDatabase(),
  );
  return rows[0]?.jobs;
};

async function find(question: string): Promise<{ title: string | undefined; usedVectors: boolean }> {
  // The first question waits for the model to load; the time it has is short.
  for (let n = 0; n < 20 && !(await embedQuestion({ ...assistant, question, history: [], signal: run.signal })); n += 1)
    await new Promise((resolve) => setTimeout(resolve, 200));
  const vector = await embedQuestion({ ...assistant, question, history: [], signal: run.signal });
  const found = await asVisitor({ assistantId: assistant.id, visitorId: null }, { ...context, readOnly: true }, (tx) =>
    searchPassages(tx, { workspaceId: assistant.workspaceId, assistantId: assistant.id, question, vector, limit: 3 }),
  );
  return { title: found.passages[0]?.title, usedVectors: found.usedVectors };
}

describe("meaning beside words", () => {
  it("words alone decide until every chunk has a vector, then other words for the same are found", async () => {
    use({ ASSISTANT_EMBEDDINGS: "local" });
    expect((await find("is my dog allowed to come")).usedVectors).toBe(false);
    // Those of other tests never get their vectors here. They keep nobody waiting for long.
    for (let n = 0; n < 200 && (await jobsOf(assistant)) === 0; n += 1) await embedDue({}, run);
    await embedDue({}, run);
    expect(await jobsOf(assistant)).toBe(1);
    await embedChunks({ workspaceId: assistant.workspaceId, assistantId: assistant.id }, run);
    expect(await countOf(assistant)).toEqual({ "use-lite-1": Object.keys(texts).length });
    expect(await find("can I bring my puppy")).toEqual({ title: "Dogs", usedVectors: true });
    expect(await find("give me my money back")).toEqual({ title: "Refunds", usedVectors: true });
  });

  it("a new document is found by its words at once, and the vectors wait until it has one too", async () => {
    use({ ASSISTANT_EMBEDDINGS: "local" });
    await addDocument(assistant, { title: "Breakfast", body: "Breakfast is served from seven." });
    expect(await find("when is breakfast served")).toEqual({ title: "Breakfast", usedVectors: false });
    await embedChunks({ workspaceId: assistant.workspaceId, assistantId: assistant.id }, run);
    expect(await find("when is breakfast served")).toEqual({ title: "Breakfast", usedVectors: true });
  });

  it("another language, no model, or a server that fails: words, and an answer all the same", async () => {
    use({ ASSISTANT_EMBEDDINGS: "local" });
    expect(
      await embedQuestion({ ...assistant, question: "Wann gibt es das Frühstück?", history: [], signal: run.signal }),
    ).toBeNull();
    use({ ASSISTANT_EMBEDDINGS: "openai", OPENAI_API_KEY: "sk-x", OPENAI_BASE_URL: "http://127.0.0.1:9" });
    expect(
      await embedQuestion({
        ...assistant,
        question: "when is breakfast served today",
        history: [],
        signal: run.signal,
      }),
    ).toBeNull();
    use({ ASSISTANT_EMBEDDINGS: "off" });
    const { answer } = await answerQuestion(
      {
        workspaceId: assistant.workspaceId,
        assistantId: assistant.id,
        question: "When is breakfast served?",
        history: [],
        language: null,
        context,
        signal: run.signal,
      },
      { delta: () => {}, replace: () => {} },
    );
    expect(answer.citations[0]?.quote).toContain("from seven");
  });
});
