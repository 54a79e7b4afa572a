import "server-only";
import type { z } from "zod";
import { ticks } from "@/lib/platform/clock/clock";
import type { RequestContext } from "@/lib/platform/db/db";
import type { Answer, ModelUse } from "../answers/answer.schema";
import type { askAssistantBody } from "../assistant.schema";
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
export async function tryAssistant(asked: Try): Promise<{ answer: Answer; use: ModelUse; totalMs: number }> {
  const began = ticks();
  const { answer, use } = await answerQuestion(asked, { delta: () => {}, replace: () => {} });
  return { answer, use, totalMs: Math.round(ticks() - began) };
}
