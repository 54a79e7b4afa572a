import { beforeAll, describe, expect, it } from "vitest";
import { GET as documents } from "@/app/api/v1/assistants/[assistantId]/test-documents/route";
import {
  PATCH as change,
  DELETE as drop,
} from "@/app/api/v1/assistants/[assistantId]/test-questions/[testQuestionId]/route";
import { POST as add, GET as list } from "@/app/api/v1/assistants/[assistantId]/test-questions/route";
import { GET as readRun } from "@/app/api/v1/assistants/[assistantId]/test-runs/[testRunId]/route";
import { GET as runs, POST as startRun } from "@/app/api/v1/assistants/[assistantId]/test-runs/route";
import type { TestQuestion, TestRun, TestRunSummary } from "@/lib/features/assistant/test-set.schema";
import { asService } from "@/lib/platform/db/service-role";
import { createAssistant, seedAssistant } from "../factories/assistants";
import { createTeam, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let editor: Person;
let viewer: Person;
let assistantId: string;
let documentId: string;
beforeAll(async () => {
  ({ ws, editor, viewer } = await createTeam("editor", "viewer"));
  const rows = await asService((tx) => seedAssistant(tx, ws.id, ws.owner.id));
  ({ assistantId, documentId } = rows);
  await remove(rows.testQuestionId);
});

const at = (rest: string, query = "", id = assistantId) => ({
  path: `/api/v1/assistants/${id}/${rest}?workspace=${ws.slug}${query}`,
  params: { assistantId: id },
});
const one = (id: string) => ({ ...at(`test-questions/${id}`), params: { assistantId, testQuestionId: id } });
const remove = (id: string) => call(drop, { as: editor, method: "DELETE", ...one(id) });
const ask = (body: unknown, as = editor) =>
  call<TestQuestion>(add, { as, method: "POST", ...at("test-questions"), body });
const questions = () => call<TestQuestion[]>(list, { as: viewer, ...at("test-questions") });
const run = (as = editor, id = assistantId) =>
  call<TestRun>(startRun, { as, method: "POST", ...at("test-runs", "", id), body: {} });

describe("a test set", () => {
  it("holds questions with the document they expect, or none, and no question twice", async () => {
    const made = await ask({ question: "When does it open?", expect: "document", documentId });
    expect(made.status, made.text).toBe(201);
    expect(made.json.data).toMatchObject({ expect: "document", document: { id: documentId, title: "Opening hours" } });
    expect((await ask({ question: "WHEN does it open?", expect: "unknown" })).json.code).toBe("TEST_QUESTION_EXISTS");
    const { id } = made.json.data;
    const turned = await call<TestQuestion>(change, {
      as: editor,
      method: "PATCH",
      ...one(id),
      body: { expect: "unknown" },
    });
    expect(turned.json.data).toMatchObject({ expect: "unknown", document: null });
    expect((await ask({ question: "Mine?", expect: "unknown" }, viewer)).status).toBe(403);
    for (const body of [
      { question: "ab", expect: "unknown" },
      { question: "No document?", expect: "document" },
      { question: "Both?", expect: "unknown", documentId },
      { question: "Else?", expect: "maybe" },
    ])
      expect([body, (await ask(body)).status]).toEqual([body, 422]);
    expect((await remove(id)).status).toBe(200);
    expect((await remove(id)).status).toBe(404);
    expect((await questions()).json.data).toEqual([]);
  });

  it("takes documents of its own assistant alone", async () => {
    const stranger = await createWorkspace();
    const theirs = await asService((tx) => seedAssistant(tx, stranger.id, stranger.owner.id));
    expect((await ask({ question: "Theirs?", expect: "document", documentId: theirs.documentId })).status).toBe(404);
    const found = async (q: string) =>
      (await call<{ id: string }[]>(documents, { as: viewer, ...at("test-documents", `&q=${q}`) })).json.data;
    expect((await found("OPENING")).map(({ id }) => id)).toEqual([documentId]);
    expect(await found("100%25")).toEqual([]);
  });
});

describe("a run", () => {
  it("measures what is found and refused, and is kept with every score", async () => {
    const { assistantId: empty } = { assistantId: (await createAssistant(ws.id)).id };
    expect((await run(editor, empty)).json.code).toBe("NO_TEST_QUESTIONS");
    expect((await run(viewer)).status).toBe(403);
    await ask({ question: "Workshop opens at nine", expect: "document", documentId });
    await ask({ question: "Zebra parliament quantum", expect: "document", documentId });
    await ask({ question: "Who governs the moon?", expect: "unknown" });
    const wrong = await ask({ question: "The workshop opens at nine", expect: "unknown" });
    const first = await run();
    expect(first.status, first.text).toBe(201);
    const { results } = first.json.data;
    const by = (question: string) => results.find((result) => result.question === question);
    expect(by("Workshop opens at nine")).toMatchObject({ rank: 1, top: { documentId, title: "Opening hours" } });
    expect(by("Workshop opens at nine")?.confidence).toBeGreaterThanOrEqual(0.7);
    expect(by("Zebra parliament quantum")).toMatchObject({ rank: null, confidence: 0, top: null });
    expect(first.json.data).toMatchObject({
      questions: 4,
      hit1: 1,
      hit5: 1,
      falseRefusals: 1,
      falseAnswers: 1,
      thresholds: { low: 0.7, high: 0.95 },
      createdBy: editor.name,
    });

    await call(change, {
      as: editor,
      method: "PATCH",
      ...one(wrong.json.data.id),
      body: { expect: "document", documentId },
    });
    const second = await run();
    expect(second.json.data).toMatchObject({ hit1: 2, falseAnswers: 0 });
    const listed = await call<TestRunSummary[]>(runs, { as: viewer, ...at("test-runs", "&limit=2") });
    expect(listed.json.data.map(({ id }) => id)).toEqual([second.json.data.id, first.json.data.id]);
    const testRunId = first.json.data.id;
    const again = await call<TestRun>(readRun, {
      as: viewer,
      ...at(`test-runs/${testRunId}`),
      params: { assistantId, testRunId },
    });
    expect(again.json.data).toEqual(first.json.data);
    const elsewhere = { ...at(`test-runs/${testRunId}`, "", empty), params: { assistantId: empty, testRunId } };
    expect((await call(readRun, { as: viewer, ...elsewhere })).status).toBe(404);
  });
});
