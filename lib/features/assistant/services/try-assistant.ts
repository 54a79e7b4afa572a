import "server-only";
import type { z } from "zod";
import { ticks } from "@/lib/platform/clock/clock";
import type { RequestContext } from "@/lib/platform/db/db";
import type { Answer, ModelUse } from "../answers/answer.schema";
import type { askAssistantBody } from "../assistant.schema";
import type { Thresholds } from "../retrieval/thresholds";
import { answerQuestion } from "./answer-question";

type Try = z.infer<typeof askAssistantBody> & {
  workspaceId: string;
  assistantId: string;
  context: RequestContext;
  signal: AbortSignal;
};

/**
 * What a visitor would be answered. Nothing is written into a conversation and no conversation is counted.
 * Opens transactions of its own. @throws NotFoundError
 */
export async function tryAssistant(asked: Try): Promise<{
  answer: Answer;
  use: ModelUse;
  thresholds: Thresholds;
  totalMs: number;
}> {
  const began = ticks();
  const answered = await answerQuestion(asked, { delta: () => {}, replace: () => {} });
  return { ...answered, totalMs: Math.round(ticks() - began) };
}
