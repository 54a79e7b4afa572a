/**
 * Checks the evaluation set: every answer stands verbatim in its article, the shares of kinds are as meant, nothing is
 * there twice. `npx tsx tests/bench/retrieval/check.ts`
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const KINDS = ["direct", "paraphrase", "typo", "long", "unknown", "followup"] as const;
const SPLITS = ["dev", "held"] as const;
type Kind = (typeof KINDS)[number];

interface Question {
  business: string;
  question: string;
  before?: string;
  kind: Kind;
  article: string | null;
  answer: string | null;
  split: (typeof SPLITS)[number];
}

/** Shares that were aimed at, as parts of their sum (105). */
const PARTS: Record<Kind, number> = { direct: 25, paraphrase: 40, typo: 10, long: 5, unknown: 20, followup: 5 };
const TOLERANCE = 0.02;
const LEAST_QUESTIONS = 420;
const BUSINESSES = 14;
const ARTICLES = { min: 9, max: 14 };
const WORDS = { min: 120, max: 450 };
const ANSWER = { min: 3, max: 120 };

const here = import.meta.dirname;
const problems: string[] = [];
const plain = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
const countWords = (text: string) => (text.match(/[\p{L}\p{N}][\p{L}\p{N}.,:'’/-]*/gu) ?? []).length;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function expect(holds: boolean, problem: string) {
  if (!holds) problems.push(problem);
}

/** Reports what `key` names twice. */
function expectUnique<T>(items: T[], key: (item: T) => string) {
  const seen = new Set<string>();
  for (const item of items) {
    const name = key(item);
    expect(!seen.has(name), `twice: ${name.slice(0, 120)}`);
    seen.add(name);
  }
}

function readArticles() {
  const kb = new Map<string, Map<string, string>>();
  for (const business of readdirSync(join(here, "kb")).sort()) {
    const articles = new Map<string, string>();
    for (const file of readdirSync(join(here, "kb", business)).sort()) {
      expect(file.endsWith(".md"), `${business}/${file}: not Markdown`);
      articles.set(file.replace(/\.md$/, ""), readFileSync(join(here, "kb", business, file), "utf8"));
    }
    kb.set(business, articles);
  }
  return kb;
}

function checkArticles(kb: Map<string, Map<string, string>>) {
  expect(kb.size === BUSINESSES, `${kb.size} businesses`);
  for (const [business, articles] of kb) {
    expect(articles.size >= ARTICLES.min && articles.size <= ARTICLES.max, `${business}: ${articles.size} articles`);
    for (const [name, text] of articles) {
      const words = countWords(text);
      expect(words >= WORDS.min && words <= WORDS.max, `${business}/${name}: ${words} words`);
      expect(/^# \S/.test(text), `${business}/${name}: does not begin with a heading`);
      expect(/^## \S/m.test(text), `${business}/${name}: has no sections`);
    }
  }
  expectUnique(
    [...kb.values()].flatMap((articles) => [...articles.values()]),
    plain,
  );
}

function checkQuestion(question: Question, kb: Map<string, Map<string, string>>) {
  const name = `${question.business}: ${question.question}`;
  expect(KINDS.includes(question.kind), `${name}: kind ${question.kind}`);
  expect(SPLITS.includes(question.split), `${name}: split ${question.split}`);
  expect(question.question.trim() === question.question && question.question.length > 2, `${name}: text`);
  expect((question.before !== undefined) === (question.kind === "followup"), `${name}: before`);
  const articles = kb.get(question.business);
  expect(articles !== undefined, `${name}: no such business`);
  if (question.kind === "unknown") {
    expect(question.article === null && question.answer === null, `${name}: an unknown with an answer`);
    return;
  }
  const text = articles?.get(question.article ?? "");
  const answer = question.answer ?? "";
  expect(text !== undefined, `${name}: no article ${question.article}`);
  expect(text?.includes(answer) ?? false, `${name}: "${answer}" is not in ${question.article}`);
  expect(answer.length >= ANSWER.min && answer.length <= ANSWER.max, `${name}: answer of ${answer.length} characters`);
}

function checkShares(questions: Question[]) {
  expect(questions.length >= LEAST_QUESTIONS, `${questions.length} questions`);
  const sum = Object.values(PARTS).reduce((total, part) => total + part, 0);
  for (const kind of KINDS) {
    const ofKind = questions.filter((question) => question.kind === kind);
    const held = ofKind.filter((question) => question.split === "held").length;
    const share = ofKind.length / questions.length;
    const meant = PARTS[kind] / sum;
    expect(Math.abs(share - meant) <= TOLERANCE, `${kind}: ${percent(share)} instead of ${percent(meant)}`);
    expect(Math.abs(ofKind.length - 2 * held) <= 1, `${kind}: ${held} of ${ofKind.length} are held`);
    console.log(`${kind.padEnd(11)}${String(ofKind.length).padStart(4)}  ${percent(share).padStart(6)}  held ${held}`);
  }
}

/** What is no mistake but good to know: articles nobody asks about, answers that other articles contain as well. */
function report(questions: Question[], kb: Map<string, Map<string, string>>) {
  for (const [business, articles] of kb) {
    const own = questions.filter((question) => question.business === business);
    const silent = [...articles.keys()].filter((name) => own.every((question) => question.article !== name));
    const words = [...articles.values()].reduce((total, text) => total + countWords(text), 0);
    console.log(`${business.padEnd(18)}${articles.size} articles, ${words} words, ${own.length} questions`);
    if (silent.length > 0) console.log(`  not asked about: ${silent.join(", ")}`);
  }
  const elsewhere = questions.filter(({ business, article, answer }) =>
    [...(kb.get(business) ?? [])].some(([name, text]) => name !== article && answer !== null && text.includes(answer)),
  );
  console.log(`${elsewhere.length} answers occur in a second article of their business as well`);
}

const kb = readArticles();
const questions: Question[] = JSON.parse(readFileSync(join(here, "questions.json"), "utf8"));
checkArticles(kb);
for (const question of questions) checkQuestion(question, kb);
expectUnique(questions, ({ business, before, question }) => plain(`${business} ${before ?? ""} ${question}`));
checkShares(questions);
report(questions, kb);

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `${questions.length} questions, all well` : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
