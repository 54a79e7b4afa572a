import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { recordUsage } from "@/lib/features/ai-usage/services/record-usage";
import { answerServer, costOf } from "@/lib/platform/ai/model-server";
import { type Streamed, streamText } from "@/lib/platform/ai/stream-text";
import { now } from "@/lib/platform/clock/clock";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { captureError } from "@/lib/platform/log/capture";
import { aiBudgetRepository } from "../ai-budget.repository";
import { type Answer, type AssistantLanguage, type ModelUse, noModel, type Turn } from "../answers/answer.schema";
import { checkAnswer } from "../answers/check-answer";
import { gatherMaterial, promptOf } from "../answers/prompt";
import type { Found } from "../retrieval/search";

type Writing = {
  workspaceId: string;
  assistantId: string;
  assistantName: string;
  visitorId: string | null;
  question: string;
  history: readonly Turn[];
  language: AssistantLanguage;
  found: Found;
  signal: AbortSignal;
  onText: (text: string) => void;
};
export type Written = {
  /** Null: no answer could be had; the quoted one stands in. */
  answer: Pick<Answer, "text" | "citations"> | "refused" | null;
  use: ModelUse;
};

const firstWordMs = 2_500;
const wholeAnswerMs = 8_000;
const mostOutputTokens = 500;
/** A token is three characters or more in the languages we know; an estimate that is too high only holds more for a moment. */
const charsPerToken = 3;
const holdSeconds = 60;
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * Lets the configured model write an answer from passages. What it may use is held before the call and counted after it; each
 * sentence is checked against the passages it names before anybody sees it. Transactions of its own; never throws for what the
 * model does. Undefined where no model is configured.
 */
export async function writeAnswer(writing: Writing): Promise<Written | undefined> {
  const server = answerServer();
  if (!server) return undefined;
  const material = gatherMaterial(writing.found.passages, randomId);
  const messages = promptOf(material, writing);
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
  const promptTokens = Math.ceil(characters / charsPerToken);
  const holdId = randomUUID();
  const most = { promptTokens, completionTokens: mostOutputTokens };
  if (!(await hold(writing.workspaceId, holdId, server.model, most)))
    return { answer: null, use: { ...noModel, fallback: "budget" } };

  const check = checkAnswer(material, writing.language, weigher(writing.found));
  let text = "";
  const show = (piece: string) => {
    if (piece === "") return;
    text += piece;
    writing.onText(piece);
  };
  const streamed = await streamText(server, {
    messages,
    maxOutputTokens: mostOutputTokens,
    firstMs: firstWordMs,
    totalMs: wholeAnswerMs,
    signal: writing.signal,
    cacheKey: writing.assistantId,
    safetyId: writing.visitorId === null ? null : sha256(writing.visitorId).toString("hex"),
    onText: (piece) => show(check.push(piece)),
  });
  if (streamed.failure === null) show(check.end());
  const fallback = failureOf(streamed, check, text);
  const use = await settle(writing, { holdId, model: server.model, most, streamed, outcome: fallback ?? "text" });
  if (check.isRefusal() && streamed.failure === null) return { answer: "refused", use };
  return fallback === null
    ? { answer: { text, citations: check.citations() }, use }
    : { answer: null, use: { ...use, fallback } };
}

function failureOf({ failure }: Streamed, check: ReturnType<typeof checkAnswer>, text: string): string | null {
  if (failure !== null) return failure;
  if (check.isRefusal()) return null;
  if (check.isSpoilt()) return "instructions_leaked";
  return text === "" ? "no_valid_citation" : null;
}

function randomId(): string {
  return [...randomBytes(3)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

/** Words of the question weigh what they weigh in the documents; every other word as much as a usual one. */
function weigher({ slots }: Found): (term: string) => number {
  const weights = new Map(slots.flatMap((slot) => slot.alternatives.map(({ term }) => [term, slot.idf] as const)));
  const usual = slots.length === 0 ? 1 : slots.reduce((sum, { idf }) => sum + idf, 0) / slots.length;
  return (term) => weights.get(term) ?? usual;
}

type Estimate = { promptTokens: number; completionTokens: number };

async function hold(workspaceId: string, id: string, model: string, most: Estimate): Promise<boolean> {
  const { ASSISTANT_TOKENS_PER_DAY: tokens, ASSISTANT_USD_PER_DAY: usd } = env();
  const cost = costOf(model, most);
  // A limit in money cannot be kept for a model nobody knows the price of: then nothing is spent.
  if (usd > 0 && cost === null) return false;
  return await asService((tx) =>
    aiBudgetRepository(tx, workspaceId).hold(
      id,
      { tokens: most.promptTokens + most.completionTokens, microUsd: cost ?? 0 },
      { tokens: tokens === 0 ? null : tokens, microUsd: usd === 0 ? null : Math.round(usd * 1_000_000) },
      holdSeconds,
    ),
  );
}

type Settled = { holdId: string; model: string; most: Estimate; streamed: Streamed; outcome: string };

async function settle(writing: Writing, { holdId, model, most, streamed, outcome }: Settled): Promise<ModelUse> {
  const cost = costOf(model, streamed);
  // Whoever got text and no figures pays what was held: the provider will count it.
  const isUnknown = streamed.promptTokens === null && streamed.firstMs !== null;
  const used = isUnknown ? most : streamed;
  const tokens = (used.promptTokens ?? 0) + (used.completionTokens ?? 0);
  try {
    await asService((tx) =>
      aiBudgetRepository(tx, writing.workspaceId).settle(holdId, {
        tokens,
        microUsd: cost ?? (isUnknown ? (costOf(model, most) ?? 0) : 0),
      }),
    );
    await recordUsage(
      {
        workspaceId: writing.workspaceId,
        projectId: null,
        assistantId: writing.assistantId,
        userId: null,
        runId: holdId,
        model,
      },
      [{ outcome, ...streamed, durationMs: streamed.totalMs, at: now() }],
    );
  } catch (cause) {
    // The visitor has the answer; a hold that was not settled runs out by itself.
    captureError(cause, {});
  }
  return {
    model,
    promptTokens: streamed.promptTokens,
    cachedTokens: streamed.cachedTokens,
    completionTokens: streamed.completionTokens,
    costMicroUsd: cost,
    fallback: null,
    firstMs: streamed.firstMs,
  };
}
