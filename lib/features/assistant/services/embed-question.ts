import "server-only";
import { randomUUID } from "node:crypto";
import { embedder } from "@/lib/platform/ai/embeddings";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import { LRUCache } from "@/lib/shared/lru";
import { aiBudgetRepository } from "../ai-budget.repository";
import type { Turn } from "../answers/answer.schema";
import { intentOf } from "../answers/intents";
import type { QuestionVector } from "../knowledge.repository";
import { languageOf } from "../retrieval/language";
import { tokens } from "../retrieval/tokens";

type Asked = { workspaceId: string; question: string; history: readonly Turn[]; signal: AbortSignal };

/** A local model that takes longer is busy with documents: words alone answer meanwhile. A server gets its way through the net. */
const localMs = 150;
const remoteMs = 1_000;
const longestChars = 1_000;
/** Words a question needs to stand without the one before it. */
const ownWords = 4;

/** The same text has the same vector whoever asks; nobody learns from it what others asked. */
const known = new LRUCache<string, number[]>(1_000);

/**
 * The vector of a question, or null where there is no model, it does not know the language, or it does not answer in time.
 * Never call it while a transaction is open: a paid call is counted against the day's budget.
 */
export async function embedQuestion({ workspaceId, question, history, signal }: Asked): Promise<QuestionVector | null> {
  const model = embedder();
  if (!model || intentOf(question)) return null;
  const earlier = history.filter(({ role }) => role === "visitor").at(-1);
  const text = (tokens(question).length < ownWords && earlier ? `${earlier.text} ${question}` : question).slice(
    0,
    longestChars,
  );
  if (model.languages && !model.languages.includes(languageOf(text))) return null;
  const key = `${model.model} ${text}`;
  const before = known.get(key);
  if (before) return { model: model.model, values: before };
  if (model.isRemote && !(await payFor(workspaceId, text))) return null;
  try {
    const limit = AbortSignal.timeout(model.isRemote ? remoteMs : localMs);
    const work = model.embed([text], AbortSignal.any([signal, limit]));
    const { vectors } = await Promise.race([work, whenAborted(limit)]);
    const [values] = vectors;
    if (!values) return null;
    known.set(key, values);
    return { model: model.model, values };
  } catch (error) {
    log().debug({ err: error }, "a question is searched by its words alone");
    return null;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("the model was too slow")), { once: true });
  });
}

/** A few tokens: counted before the call and never given back. */
async function payFor(workspaceId: string, text: string): Promise<boolean> {
  const { ASSISTANT_TOKENS_PER_DAY: limit } = env();
  const id = randomUUID();
  const most = { tokens: Math.ceil(text.length / 3), microUsd: 0 };
  return await asService(async (tx) => {
    const budget = aiBudgetRepository(tx, workspaceId);
    const granted = await budget.hold(id, most, { tokens: limit === 0 ? null : limit, microUsd: null }, 60);
    if (granted) await budget.settle(id, most);
    return granted;
  });
}
