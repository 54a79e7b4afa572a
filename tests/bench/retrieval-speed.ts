import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { cutDocument } from "@/lib/features/assistant/retrieval/cut-document";
import { answerQuestion } from "@/lib/features/assistant/services/answer-question";
import { searchPassages } from "@/lib/features/assistant/services/search-passages";
import { asVisitor } from "@/lib/platform/db/db";
import { runtime, shutdown } from "@/lib/platform/db/runtime";
import { asService } from "@/lib/platform/db/service-role";
import { vacuumDue } from "@/lib/platform/db/vacuum";
import { env } from "@/lib/platform/env/env";
import { createAssistant, type TestAssistant } from "../factories/assistants";
import { createWorkspace } from "../factories/people";

await import("@/lib/features/boot");

const corpora = Number(process.env.BENCH_CORPORA ?? 10);
const chunksEach = Number(process.env.BENCH_CHUNKS ?? 5_000);
const asks = 300;
const context = { requestId: "req_bench", ip: null, userAgent: null };
const signal = new AbortController().signal;

/** Sentences of the evaluation set in another order each time, with words of their own: as varied as real articles. */
const root = join(process.cwd(), "tests", "bench", "retrieval", "kb");
const sentences = readdirSync(root).flatMap((business) =>
  readdirSync(join(root, business)).flatMap((file) =>
    readFileSync(join(root, business, file), "utf8")
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => sentence.length > 30 && sentence.length < 300 && !sentence.includes("|")),
  ),
);
let seed = 42;
/** Numerical Recipes' linear congruential generator: the same texts in every run. */
const random = (most: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed % most;
};
const passage = () => Array.from({ length: 9 }, () => sentences[random(sentences.length)] ?? "").join(" ");

async function fill(assistant: TestAssistant): Promise<void> {
  await asService(async (tx) => {
    await sql`insert into public.sources (workspace_id, assistant_id, kind, title, content_hash, status)
      values (${assistant.workspaceId}, ${assistant.id}, 'text', 'Bench', ${"0".repeat(64)}, 'ready')`.execute(tx);
    await sql`insert into public.documents (workspace_id, assistant_id, source_id, title, content_hash, body, language)
      select s.workspace_id, s.assistant_id, s.id, 'Bench', s.content_hash, 'x', 'en' from public.sources s where s.assistant_id = ${assistant.id}`.execute(
      tx,
    );
  });
  for (let at = 0; at < chunksEach; at += 250) {
    const chunks = Array.from({ length: Math.min(250, chunksEach - at) }, (_, index) => {
      const body = passage();
      const [chunk] = cutDocument({ title: "", body, headings: [], pageStarts: [] }, { language: "en" }).chunks;
      return {
        ord: at + index,
        text: body.slice(0, 19_000),
        terms: chunk?.terms ?? [],
        tfs: chunk?.tfs ?? [],
        len: chunk?.len ?? 0,
      };
    });
    await asService((tx) =>
      sql`insert into public.chunks (workspace_id, assistant_id, corpus_id, document_id, ord, start_at, end_at, text, terms, tfs, len)
        select d.workspace_id, d.assistant_id, k.id, d.id, c.ord, c.ord, c.ord + 1, c.text, c.terms, c.tfs, c.len
        from public.documents d join public.corpora k on k.assistant_id = d.assistant_id,
          jsonb_to_recordset(${JSON.stringify(chunks)}::jsonb) as c (ord int, text text, terms text[], tfs smallint[], len int)
        where d.assistant_id = ${assistant.id}`.execute(tx),
    );
  }
}

const workspaces = [];
for (let n = 0; n < corpora; n += 1) {
  const assistant = await createAssistant((await createWorkspace()).id);
  await fill(assistant);
  workspaces.push(assistant);
}
const [assistant] = workspaces;
if (!assistant) throw new Error("no corpus");
await vacuumDue((await runtime()).engine);

/** Six words of some sentence, as people ask. */
function questionOf(n: number): string {
  const words = (sentences[random(sentences.length)] ?? "").split(/\s+/);
  const from = random(Math.max(1, words.length - 6));
  return `${words.slice(from, from + 6).join(" ")} ${n}?`;
}

async function time(work: (question: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < asks; n += 1) {
    const question = questionOf(n);
    const started = performance.now();
    await work(question);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}
const at = (times: number[], share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
const missed: string[] = [];
/** `p95Most`: what 95 of 100 have to stay under, in milliseconds. */
const line = (name: string, times: number[], { bare, p95Most }: { bare: number; p95Most?: number }) => {
  if (p95Most !== undefined && at(times, 0.95) >= p95Most) missed.push(`${name}: p95 is not below ${p95Most} ms`);
  console.log(
    `  ${name.padEnd(44)} p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms   ${(at(times, 0.5) / bare).toFixed(1)} times an empty transaction`,
  );
};

const place = { workspaceId: assistant.workspaceId, assistantId: assistant.id };
const visitor = { assistantId: assistant.id, visitorId: null };
const read = { ...context, readOnly: true };
console.log(
  `\nSearch among ${chunksEach} chunks of one assistant, ${corpora * chunksEach} in the database, embedded mode, one at a time`,
);
const bare = await time(() => asVisitor(visitor, read, (tx) => sql`select 1`.execute(tx)));
const yardstick = at(bare, 0.5);
line("an empty transaction", bare, { bare: yardstick });
line(
  "search",
  await time((question) => asVisitor(visitor, read, (tx) => searchPassages(tx, { ...place, question, limit: 8 }))),
  { bare: yardstick, p95Most: 100 },
);
const answer = (question: string) =>
  answerQuestion(
    { ...place, question, history: [], language: null, context, signal },
    { delta: () => {}, replace: () => {} },
  );
line("answer, quoted", await time(answer), { bare: yardstick, p95Most: 200 });
await answer("What does it cost to book?");
const again = await time(() => answer("What does it cost to book?"));
line("the same question again", again, { bare: yardstick, p95Most: 20 });
// What the same asked of a server is measured with (retrieval-http.ts).
writeFileSync(
  join(env().ATRIUM_DATA_DIR, "bench.json"),
  JSON.stringify({ key: assistant.key, questions: Array.from({ length: asks }, (_, n) => questionOf(n)) }),
);
await shutdown();
for (const problem of missed) console.error(`  MISSED  ${problem}`);
process.exit(missed.length === 0 ? 0 : 1);
