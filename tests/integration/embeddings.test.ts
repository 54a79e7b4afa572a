import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { embedChunksJob } from "@/lib/features/assistant/embedding.jobs";
import { embedChunks } from "@/lib/features/assistant/jobs/embed-chunks.handler";
import { embedDue } from "@/lib/features/assistant/jobs/embed-due.handler";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import { embedQuestion } from "@/lib/features/assistant/services/embed-question";
import { searchPassages } from "@/lib/features/assistant/services/search-passages";
import { asVisitor, rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { anyJob } from "@/lib/platform/jobs/define-job";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { createWorkspace } from "../factories/people";
import { createShelf } from "../factories/sources";

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

/** Other tests' assistants never get their vectors here. They keep nobody waiting for long. */
async function findDue(): Promise<void> {
  for (let n = 0; n < 200 && (await jobsOf(assistant)) === 0; n += 1) await embedDue({}, run);
  await embedDue({}, run);
}

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

/** A server of vectors: one number for each letter pair of a text, so that texts with the same words are near each other. */
async function startEmbeddingPeer() {
  const asked: { model: string; dimensions: number; input: string[] }[] = [];
  let left = Number.POSITIVE_INFINITY;
  const vectorOf = (text: string) => {
    const values = Array.from({ length: 512 }, () => 0);
    for (let at = 0; at + 1 < text.length; at += 1) {
      const slot = (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) % 512;
      values[slot] = (values[slot] ?? 0) + 1;
    }
    return values;
  };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += String(part);
    });
    request.on("end", () => {
      const body = JSON.parse(text) as (typeof asked)[number];
      // Questions are let through; what fails is the work in the background.
      if (body.input.length > 1 && left-- <= 0) return void response.writeHead(500).end("{}");
      asked.push(body);
      const data = body.input.map((one, index) => ({ index, embedding: vectorOf(one) }));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ data, usage: { prompt_tokens: 1 } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave: ({ failAfter = Number.POSITIVE_INFINITY }: { failAfter?: number }) => {
      left = failAfter;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("meaning beside words", () => {
  it("words alone decide until every chunk has a vector, then other words for the same are found", async () => {
    use({ ASSISTANT_EMBEDDINGS: "local" });
    expect((await find("is my dog allowed to come")).usedVectors).toBe(false);
    await findDue();
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

  it("another model: words alone until every chunk has a vector of the new one, then those of the old one are gone", async () => {
    const peer = await startEmbeddingPeer();
    try {
      use({ ASSISTANT_EMBEDDINGS: "local" });
      await embedChunks({ workspaceId: assistant.workspaceId, assistantId: assistant.id }, run);
      const [before] = Object.values(await countOf(assistant));
      use({
        ASSISTANT_EMBEDDINGS: "openai",
        OPENAI_API_KEY: "sk-x",
        OPENAI_BASE_URL: peer.url,
        OPENAI_EMBEDDING_MODEL: "model-two",
      });
      // The very next question is answered, and what is known already stays findable.
      expect(await find("when is breakfast served")).toEqual({ title: "Breakfast", usedVectors: false });
      await sql`delete from pgboss.job where name = 'assistant.embed'`.execute(await rawDatabase());
      await findDue();
      expect(await jobsOf(assistant)).toBe(1);
      // Half of the work done, and the server fails: nothing is lost and words still find.
      peer.behave({ failAfter: 0 });
      await expect(
        embedChunks({ workspaceId: assistant.workspaceId, assistantId: assistant.id }, run),
      ).rejects.toThrow();
      expect(await countOf(assistant)).toEqual({ "use-lite-1": before });
      expect(await find("how is the network called")).toEqual({ title: "Wifi", usedVectors: false });
      peer.behave({});
      await embedChunks({ workspaceId: assistant.workspaceId, assistantId: assistant.id }, run);
      expect(await countOf(assistant)).toEqual({ "openai:model-two": before });
      expect(await find("when is breakfast served")).toEqual({ title: "Breakfast", usedVectors: true });
      expect(peer.asked.every(({ model, dimensions }) => model === "model-two" && dimensions === 512)).toBe(true);
    } finally {
      await peer.stop();
    }
  });

  it("what a job has read is put in for vectors with it, once for many documents, and not where there is no model", async () => {
    use({ ASSISTANT_EMBEDDINGS: "local" });
    const shelf = await createShelf();
    const waiting = async (assistantId: string) => {
      const { rows } = await sql<{ jobs: number }>`
        select count(*)::int as jobs from pgboss.job
        where name = ${embedChunksJob.name} and state < 'active' and data ->> 'assistantId' = ${assistantId}`.execute(
        await rawDatabase(),
      );
      return rows[0]?.jobs;
    };
    await shelf.added(shelf.add({ kind: "text", title: "Dogs", text: texts.Dogs }));
    await shelf.added(shelf.add({ kind: "text", title: "Hours", text: texts.Hours }));
    expect(await waiting(shelf.assistantId)).toBe(1);
    await runDueJobs([anyJob(embedChunksJob)], { budgetMs: 60_000 });
    expect(await countOf({ ...assistant, id: shelf.assistantId })).toEqual({ "use-lite-1": 2 });

    use({ ASSISTANT_EMBEDDINGS: "off" });
    await shelf.added(shelf.add({ kind: "text", title: "Wifi", text: texts.Wifi }));
    expect(await waiting(shelf.assistantId)).toBe(0);
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
