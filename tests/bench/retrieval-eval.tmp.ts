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
const context = { requestId: "req_b", ip: null, userAgent: null };
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
