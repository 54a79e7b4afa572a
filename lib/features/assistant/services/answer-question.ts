import "server-only";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asVisitor, type RequestContext, type Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import {
  type Answer,
  type AssistantLanguage,
  answerSchema,
  type ModelUse,
  noModel,
  type Turn,
} from "../answers/answer.schema";
import { matchCurated } from "../answers/curated";
import { extractiveAnswer, type Setting, unknownText } from "../answers/extractive";
import { type Intent, intentOf } from "../answers/intents";
import { phrasesIn, spokenLanguage } from "../answers/phrases";
import { type AnswerSetting, readAnswerSetting, thresholdsOf } from "../answers/setting.repository";
import {
  type CorpusRow,
  type KnowledgeRepository,
  knowledgeRepository,
  type QuestionVector,
} from "../knowledge.repository";
import { languageOf } from "../retrieval/language";
import type { Found } from "../retrieval/search";
import type { Thresholds } from "../retrieval/thresholds";
import { fold } from "../retrieval/tokens";
import { embedQuestion } from "./embed-question";
import { rememberAnswer } from "./remember-answer";
import { searchCorpus } from "./search-passages";
import { writeAnswer } from "./write-answer";

export type Asked = {
  workspaceId: string;
  assistantId: string;
  question: string;
  /** Oldest first, without the question itself. */
  history: readonly Turn[];
  /** The visitor's browser's, two letters. */
  language: string | null;
  /** Tells visitors apart for the model's provider, hashed. */
  visitorId?: string;
  context: RequestContext;
  /** The visitor hung up: a model is told, what is quoted is finished all the same. */
  signal: AbortSignal;
};
export type Listener = {
  delta: (text: string) => void;
  /** What was sent so far is withdrawn; this stands in its place. */
  replace: (text: string) => void;
};

const passagesRead = 8;

type Prepared = {
  answer: Answer;
  /** Set where the answer may be given again word for word. */
  memory: { corpus: CorpusRow; key: Buffer } | null;
  /** What a model may write from; null where nothing is to be written. */
  material: { found: Found; setting: AnswerSetting } | null;
  speak: Setting;
  /** What the confidence was, or would have been, compared with. */
  thresholds: Thresholds;
};

/**
 * Answers a question from what one assistant knows: rules for small talk, answers people wrote, then the documents, quoted.
 * Opens transactions of its own, as a visitor of that assistant alone; never call it while one is open.
 * @throws NotFoundError for an assistant that does not exist
 */
export async function answerQuestion(
  asked: Asked,
  on: Listener,
): Promise<{ answer: Answer; use: ModelUse; thresholds: Thresholds }> {
  const vector = await embedQuestion(asked);
  const prepared = await asVisitor(
    { assistantId: asked.assistantId, visitorId: null },
    { ...asked.context, readOnly: true },
    (tx) => prepare(tx, asked, vector),
  );
  const { answer, use, isFinal } = await finish(asked, prepared, on);
  if (prepared.memory && isFinal && !answer.cached) await rememberAnswer({ ...asked, ...prepared.memory, answer });
  return { answer, use, thresholds: prepared.thresholds };
}

/** What would be answered without a model, in the caller's transaction. Nothing is remembered. @throws NotFoundError */
export async function quotedAnswer(
  tx: Tx,
  asked: Pick<Asked, "workspaceId" | "assistantId" | "question" | "history" | "language">,
): Promise<Answer> {
  return (await prepare(tx, asked, null)).answer;
}

/** What is quoted, or what a model writes from it where one is configured. `isFinal`: asking again would bring nothing better. */
async function finish(
  asked: Asked,
  { answer, material, speak }: Prepared,
  on: Listener,
): Promise<{ answer: Answer; use: ModelUse; isFinal: boolean }> {
  let isShown = false;
  const written =
    material?.setting.answerMode === "auto"
      ? await writeAnswer({
          ...asked,
          assistantName: material.setting.name,
          visitorId: asked.visitorId ?? null,
          language: speak.language,
          found: material.found,
          onText: (text) => {
            isShown = true;
            on.delta(text);
          },
        })
      : undefined;
  if (!written) {
    on.delta(answer.text);
    return { answer, use: noModel, isFinal: true };
  }
  if (written.answer === null) {
    if (isShown) on.replace(answer.text);
    else on.delta(answer.text);
    return { answer, use: written.use, isFinal: false };
  }
  const made: Answer =
    written.answer === "refused"
      ? { ...answer, status: "unknown", mode: "model", text: unknownText(speak), citations: [], isGap: true }
      : { ...answer, ...written.answer, status: "answered", mode: "model" };
  if (written.answer === "refused") on.delta(made.text);
  return { answer: made, use: written.use, isFinal: true };
}

async function prepare(
  tx: Tx,
  asked: Parameters<typeof quotedAnswer>[1],
  vector: QuestionVector | null,
): Promise<Prepared> {
  const knowledge = knowledgeRepository(tx, asked);
  const setting = await readAnswerSetting(tx, asked);
  const corpus = await knowledge.corpus();
  if (!setting || !corpus) throw new NotFoundError();
  const speak: Setting = {
    language: spokenLanguage([
      setting.language === "auto" ? languageOf(asked.question) : setting.language,
      asked.language,
      corpus.languages[0] ?? null,
    ]),
    canLeaveAddress: setting.leadEnabled,
    canAskPerson: setting.handoffEnabled,
  };
  const intent = intentOf(asked.question);
  const thresholds = thresholdsOf(setting, vector !== null);
  if (intent) return { answer: ruleAnswer(intent, speak), memory: null, material: null, speak, thresholds };

  const key = memoryKey(asked.question, speak.language, corpus, setting);
  const remembered = await readRemembered(knowledge, corpus, key);
  // A question that goes on from another one means something else each time.
  if (remembered && asked.history.length === 0)
    return { answer: remembered, memory: null, material: null, speak, thresholds };
  const written = await curatedAnswer(knowledge, asked.question, speak.language);
  if (written) return { answer: written, memory: { corpus, key }, material: null, speak, thresholds };
  if (corpus.chunk_count === 0) return { answer: noDocuments(speak), memory: null, material: null, speak, thresholds };

  const { found, usedHistory } = await searchCorpus(knowledge, corpus, { ...asked, vector, limit: passagesRead });
  if (!usedHistory && remembered) return { answer: remembered, memory: null, material: null, speak, thresholds };
  const answer = extractiveAnswer(found, thresholdsOf(setting, found.usedVectors), speak);
  return {
    answer,
    memory: usedHistory ? null : { corpus, key },
    // What nothing fits is not asked of a model either: it costs nothing, and a refusal stays one.
    material: answer.status === "unknown" ? null : { found, setting },
    speak,
    thresholds: thresholdsOf(setting, found.usedVectors),
  };
}

/** Exactly the same question, in the same language, of the same documents and settings. Capitals and the last mark do not count. */
function memoryKey(question: string, language: string, corpus: CorpusRow, { configVersion }: AnswerSetting): Buffer {
  const same = fold(question)
    .replace(/\s+/g, " ")
    .replace(/[\s?!.¿¡؟]+$/u, "")
    .trim();
  return sha256(JSON.stringify([same, language, corpus.version, configVersion]));
}

async function readRemembered(knowledge: KnowledgeRepository, corpus: CorpusRow, key: Buffer): Promise<Answer | null> {
  // What an older release wrote down may have another shape: it is then worked out anew.
  const { data } = answerSchema.safeParse(await knowledge.remembered(corpus.id, key));
  return data ? { ...data, cached: true } : null;
}

async function curatedAnswer(
  knowledge: KnowledgeRepository,
  question: string,
  language: AssistantLanguage,
): Promise<Answer | null> {
  const match = matchCurated(question, await knowledge.curated());
  if (!match) return null;
  const base = { mode: "curated" as const, language, citations: [], cached: false, isGap: false };
  if (match.kind === "several")
    return {
      ...base,
      status: "offered",
      text: phrasesIn(language).offered,
      suggestions: match.rows.map((row) => row.question),
      confidence: null,
      curatedId: null,
    };
  const { row, score } = match;
  return { ...base, status: "answered", text: row.answer, suggestions: [], confidence: score, curatedId: row.id };
}

function ruleAnswer(intent: Intent, speak: Setting): Answer {
  const words = phrasesIn(speak.language);
  const base = {
    mode: "rule" as const,
    language: speak.language,
    citations: [],
    suggestions: [],
    confidence: null,
    cached: false,
    curatedId: null,
    isGap: false,
  };
  if (intent === "human" && speak.canAskPerson) return { ...base, status: "handoff", text: words.handoff };
  if ((intent === "human" || intent === "lead") && speak.canLeaveAddress)
    return { ...base, status: "lead", text: words.lead };
  if (intent === "human" || intent === "lead") return { ...base, status: "small_talk", text: words.whoAmI };
  const texts = { greeting: words.greeting, thanks: words.thanks, goodbye: words.goodbye, who: words.whoAmI };
  return { ...base, status: "small_talk", text: texts[intent] };
}

function noDocuments(speak: Setting): Answer {
  const words = phrasesIn(speak.language);
  return {
    status: "no_documents",
    mode: "rule",
    text: speak.canLeaveAddress ? `${words.noDocuments} ${words.leaveAddress}` : words.noDocuments,
    language: speak.language,
    citations: [],
    suggestions: [],
    confidence: null,
    cached: false,
    curatedId: null,
    isGap: true,
  };
}
