import "server-only";
import { answerServer } from "@/lib/platform/ai/model-server";
import { toIso } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { fallbackWords } from "../answers/fallback.schema";
import { assistantRepository } from "../assistant.repository";
import { modelStatusRepository } from "../model-status.repository";
import type { ModelStatus } from "../model-status.schema";
import { getAssistant } from "./list-assistants";

type Place = { workspaceId: string; assistantId: string };

/** Why visitors are given quoted answers although a model is configured, if they are. @throws NotFoundError */
export async function readModelStatus(tx: Tx, place: Place): Promise<ModelStatus> {
  const assistant = await getAssistant(assistantRepository(tx, place.workspaceId), place.assistantId);
  const server = assistant.answer_mode === "extractive" ? null : answerServer();
  if (server === null) return { model: null, trouble: null };
  const last = await modelStatusRepository(tx, place).lastAsked();
  // A budget is a day's: what was used up yesterday is there again.
  const isOver = last?.fallback === "budget" && !last.is_today;
  if (!last || last.fallback === null || isOver) return { model: server.model, trouble: null };
  return {
    model: server.model,
    trouble: {
      code: last.fallback,
      ...fallbackWords(last.fallback),
      at: toIso(last.created_at),
      quotedAnswers: last.quoted,
    },
  };
}
