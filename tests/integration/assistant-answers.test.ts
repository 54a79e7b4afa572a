import { beforeAll, describe, expect, it } from "vitest";
import { POST as askRoute } from "@/app/api/v1/assistants/[assistantId]/ask/route";
import {
  PATCH as change,
  DELETE as drop,
} from "@/app/api/v1/assistants/[assistantId]/curated-answers/[curatedAnswerId]/route";
import { GET as exportRoute } from "@/app/api/v1/assistants/[assistantId]/curated-answers/export/route";
import { POST as importRoute } from "@/app/api/v1/assistants/[assistantId]/curated-answers/import/route";
import { POST as create, GET as list } from "@/app/api/v1/assistants/[assistantId]/curated-answers/route";
import { GET as gapsRoute, PATCH as setGaps } from "@/app/api/v1/assistants/[assistantId]/gaps/route";
import type { Trial } from "@/lib/features/assistant/assistant.schema";
import type { CuratedAnswer, Gap } from "@/lib/features/assistant/curated.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { createAssistant, seedAssistant } from "../factories/assistants";
import { createTeam, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let editor: Person;
let viewer: Person;
let assistantId: string;
beforeAll(async () => {
  ({ ws, editor, viewer } = await createTeam("editor", "viewer"));
  assistantId = (await createAssistant(ws.id)).id;
});

const at = (rest: string, query = "", id = assistantId) => ({
  path: `/api/v1/assistants/${id}/${rest}?workspace=${ws.slug}${query}`,
  params: { assistantId: id },
});
const one = (id: string) => ({ ...at(`curated-answers/${id}`), params: { assistantId, curatedAnswerId: id } });
const write = (body: unknown, as = editor, id = assistantId) =>
  call<CuratedAnswer>(create, { as, method: "POST", ...at("curated-answers", "", id), body });
const all = (query = "", id = assistantId) =>
  call<CuratedAnswer[]>(list, { as: viewer, ...at("curated-answers", `&limit=100${query}`, id) });
const ask = (question: string, as = viewer, id = assistantId) =>
  call<Trial>(askRoute, { as, method: "POST", ...at("ask", "", id), body: { question } });
const upload = (csv: string | Uint8Array<ArrayBuffer>, id = assistantId, as = editor) =>
  call<{ created: number; updated: number }>(importRoute, {
    as,
    method: "POST",
    ...at("curated-answers/import", "", id),
    raw: csv,
    headers: { "content-type": "text/csv" },
  });
const counts = async () => {
  const db = await rawDatabase();
  const rows = async (table: "conversations" | "messages" | "gaps" | "conversation_usage") =>
    (await db.selectFrom(table).select("workspace_id").where("workspace_id", "=", ws.id).execute()).length;
  return [await rows("conversations"), await rows("messages"), await rows("gaps"), await rows("conversation_usage")];
};

describe("trying an assistant out", () => {
  it("answers with its source and the reason, and leaves nothing behind", async () => {
    const { id } = await createAssistant(ws.id);
    const empty = await ask("When does the workshop open?", viewer, id);
    expect(empty.status, empty.text).toBe(200);
    expect(empty.json.data).toMatchObject({ answer: { status: "no_documents" }, thresholds: { low: 0.7, high: 0.95 } });
    const rows = await asService((tx) => seedAssistant(tx, ws.id, ws.owner.id));
    const before = await counts();
    const found = await ask("Workshop nine open", viewer, rows.assistantId);
    expect(found.json.data.answer.citations[0]).toMatchObject({
      documentId: rows.documentId,
      quote: "The workshop opens at nine.",
    });
    expect(found.json.data.answer.confidence).toBeGreaterThan(0);
    expect((await ask("Wherefore parliament zebra", viewer, rows.assistantId)).json.data.answer.status).toBe("unknown");
    expect(await counts()).toEqual(before);
  });

  it("is for members of the workspace, with questions of a sane length", async () => {
    const stranger = await createWorkspace();
    const path = `/api/v1/assistants/${assistantId}/ask?workspace=${stranger.slug}`;
    const asked = { as: stranger.owner, method: "POST", path, params: { assistantId }, body: { question: "Hello?" } };
    expect((await call(askRoute, asked)).status).toBe(404);
    expect((await ask("  ")).status).toBe(422);
    expect((await ask("x".repeat(1001))).status).toBe(422);
  });
});

describe("written answers", () => {
  it("beat the documents from the next question on, and a change counts at once", async () => {
    const made = await write({
      question: "Do you sell bikes?",
      answer: "No, we mend them.",
      wordings: ["Can I buy a bike?"],
    });
    expect(made.status, made.text).toBe(201);
    expect(made.json.data).toMatchObject({ enabled: true, hits: 0, lastHitAt: null, url: null });
    const { id } = made.json.data;
    expect((await ask("can i buy a bike")).json.data.answer).toMatchObject({
      mode: "curated",
      text: "No, we mend them.",
    });
    await call(change, { as: editor, method: "PATCH", ...one(id), body: { answer: "Two a year." } });
    expect((await ask("can i buy a bike")).json.data.answer.text).toBe("Two a year.");
    await call(change, { as: editor, method: "PATCH", ...one(id), body: { enabled: false } });
    expect((await ask("can i buy a bike")).json.data.answer.mode).not.toBe("curated");
    expect((await call(drop, { as: editor, method: "DELETE", ...one(id) })).status).toBe(200);
    expect((await call(drop, { as: editor, method: "DELETE", ...one(id) })).status).toBe(404);
  });

  it("are written by editors, once for each question, and found by their words", async () => {
    await write({ question: "Parking 100%?", answer: "Behind the house.", wordings: ["Where can I leave my car?"] });
    expect((await write({ question: "PARKING 100%?", answer: "x" })).json.code).toBe("CURATED_ANSWER_EXISTS");
    expect((await write({ question: "Mine?", answer: "x" }, viewer)).status).toBe(403);
    const found = async (q: string) => (await all(`&q=${encodeURIComponent(q)}`)).json.data.map((row) => row.question);
    expect(await found("my CAR")).toEqual(["Parking 100%?"]);
    expect(await found("behind the")).toEqual(["Parking 100%?"]);
    expect(await found("1_0%")).toEqual([]);
    for (const body of [
      { question: "ab", answer: "x" },
      { question: "Question?", answer: " " },
      { question: "Question?", answer: "x", url: "javascript:alert(1)" },
      { question: "Question?", answer: "x", url: "ftp://example.com" },
      { question: "Question?", answer: "x", wordings: ["one|two"] },
      { question: "Question?", answer: "x", wordings: Array.from({ length: 21 }, (_, n) => `Wording ${n}`) },
      { question: "Question?", answer: "x", hits: 5 },
    ])
      expect([body, (await write(body)).status]).toEqual([body, 422]);
  });

  it("are at most five hundred", async () => {
    const { id } = await createAssistant(ws.id);
    const rows = Array.from({ length: 500 }, (_, n) => `Question number ${n}?,Answer ${n}`);
    expect((await upload(`question,answer\n${rows.join("\n")}`, id)).json.data).toEqual({ created: 500, updated: 0 });
    expect((await write({ question: "One more?", answer: "x" }, editor, id)).json.code).toBe(
      "TOO_MANY_CURATED_ANSWERS",
    );
    expect((await upload("question,answer\nOne more?,x", id)).json.code).toBe("TOO_MANY_CURATED_ANSWERS");
    expect((await upload("question,answer\nquestion NUMBER 3?,New", id)).json.data).toEqual({ created: 0, updated: 1 });
  });
});

describe("a file of answers", () => {
  it("comes back as it went out, whatever the cells hold", async () => {
    const { id } = await createAssistant(ws.id);
    const kept = [
      {
        question: "=1+1 is what?",
        wordings: ["+44 calling?", "Line, with comma"],
        answer: '-5\n"quoted"; and, so on',
        url: "https://example.com/a?b=c",
      },
      { question: "Ünïcode ✓?", wordings: [], answer: "@home", url: null },
      { question: "'Quoted'?", wordings: [], answer: "'=2", url: null },
    ];
    for (const body of kept) expect((await write(body, editor, id)).status).toBe(201);
    const file = await call(exportRoute, { as: viewer, ...at("curated-answers/export", "", id) });
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="answers-\d{4}-\d\d-\d\d\.csv"$/);
    // No cell begins like a formula.
    expect(file.text).toContain("'=1+1 is what?");
    expect(file.text).toContain("'@home");
    const target = (await createAssistant(ws.id)).id;
    expect((await upload(file.text, target)).json.data).toEqual({ created: 3, updated: 0 });
    const back = (await all("", target)).json.data.map(({ question, wordings, answer, url }) => ({
      question,
      wordings,
      answer,
      url,
    }));
    expect(back).toHaveLength(3);
    expect(back).toEqual(expect.arrayContaining(kept));
  });

  it("is taken whole or not at all, and says which rows are wrong", async () => {
    const { id } = await createAssistant(ws.id);
    const answer = await upload(
      'question;answer;url\nGood one?;Yes;\nab;Yes;\nThird?;;\nGOOD ONE?;Again;\nFifth?;"x";nonsense\n',
      id,
    );
    expect(answer.status).toBe(422);
    expect(answer.json.code).toBe("IMPORT_INVALID");
    const problems = answer.json.details.problems as { row: number; column: string }[];
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [3, "question"],
      [4, "answer"],
      [5, "question"],
      [6, "url"],
    ]);
    expect((await all("", id)).json.data).toEqual([]);
  });

  it("is refused with a sentence where it is no such file", async () => {
    const code = async (csv: string | Uint8Array<ArrayBuffer>) => {
      const answer = await upload(csv);
      return [answer.status, answer.json.code];
    };
    expect(await code("")).toEqual([422, "IMPORT_INVALID"]);
    expect(await code("question,answer")).toEqual([422, "IMPORT_INVALID"]);
    expect(await code("frage,antwort\na,b")).toEqual([422, "IMPORT_INVALID"]);
    expect(await code('question,answer\n"open,x')).toEqual([400, "NOT_CSV"]);
    expect(await code(new Uint8Array([0x71, 0xff, 0xfe]))).toEqual([400, "NOT_UTF8"]);
    expect(await code(`question,answer\nFine?,a\u0000b`)).toEqual([400, "NOT_CSV"]);
    expect((await upload("x".repeat(2 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await upload("question,answer\nFine?,x", assistantId, viewer)).status).toBe(403);
  });
});

describe("unanswered questions", () => {
  const gap = async (question: string, count: number, id = assistantId) => {
    const row = await (await rawDatabase())
      .insertInto("gaps")
      .values({ workspace_id: ws.id, assistant_id: id, key: question.toLowerCase(), question, count })
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  };
  const gaps = (query = "") => call<Gap[]>(gapsRoute, { as: viewer, ...at("gaps", query) });
  const move = (ids: string[], status: string, as = editor) =>
    call(setGaps, { as, method: "PATCH", ...at("gaps"), body: { ids, status } });

  it("are listed the most asked first, answered by a written answer, and open again without it", async () => {
    const rare = await gap("Do you repair scooters?", 2);
    const often = await gap("Do you rent tandems?", 9);
    const dull = await gap("asdf", 4);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const answer = await gaps(`&limit=1${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...answer.json.data.map((row) => row.id));
      cursor = answer.json.page?.nextCursor ?? null;
    } while (cursor !== null && seen.length < 20);
    expect(seen).toEqual([often, dull, rare]);

    const made = await write({ question: "Do you rent tandems?", answer: "Yes, ten a day.", gapIds: [often, rare] });
    expect(made.status, made.text).toBe(201);
    expect((await gaps()).json.data.map((row) => row.id)).toEqual([dull]);
    expect((await gaps("&status=answered")).json.data).toMatchObject([
      { id: often, curatedAnswerId: made.json.data.id },
      { id: rare, curatedAnswerId: made.json.data.id },
    ]);
    expect((await ask("do you rent tandems")).json.data.answer).toMatchObject({
      status: "answered",
      text: "Yes, ten a day.",
    });

    const gone = await call<{ reopenedGapIds: string[] }>(drop, {
      as: editor,
      method: "DELETE",
      ...one(made.json.data.id),
    });
    expect(gone.json.data.reopenedGapIds.sort()).toEqual([often, rare].sort());
    expect((await gaps()).json.data).toHaveLength(3);

    expect((await move([dull, rare], "dismissed", viewer)).status).toBe(403);
    expect((await move([dull, rare], "dismissed")).status).toBe(200);
    expect((await gaps()).json.data.map((row) => row.id)).toEqual([often]);
    expect((await move([rare], "open")).status).toBe(200);
    expect((await gaps("&status=dismissed")).json.data.map((row) => row.id)).toEqual([dull]);
  });

  it("change all together or not at all, and only those of this assistant", async () => {
    const mine = await gap("Is it far?", 1);
    const otherId = await gap("Is it near?", 1, (await createAssistant(ws.id)).id);
    expect((await move([mine, otherId], "dismissed")).status).toBe(404);
    expect((await gaps("&limit=100")).json.data.map((row) => row.id)).toContain(mine);
    const before = (await all()).json.data.length;
    expect((await write({ question: "Never kept?", answer: "x", gapIds: [otherId] })).status).toBe(404);
    expect((await all()).json.data).toHaveLength(before);
    expect((await move([], "open")).status).toBe(422);
    expect((await move([mine], "answered")).status).toBe(422);
  });
});
