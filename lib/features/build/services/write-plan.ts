import "server-only";
import { randomUUID } from "node:crypto";
import { recordUsage } from "@/lib/features/ai-usage/services/record-usage";
import { type Blueprint, type BuiltStack, writeWithModel } from "@/lib/features/builder";
import { modelServer } from "@/lib/platform/ai/model-server";
import { BadRequestError } from "@/lib/platform/errors/errors";
import { log } from "@/lib/platform/log/log";
import type { FallbackCode } from "../build.schema";
import { askWithinBudget } from "./ask-within-budget";
import { readIdea } from "./read-idea";

/** A valid plan, under the id its build will have, and what is known about how it came to be. */
export type Plan = {
  id: string;
  blueprint: Blueprint;
  engine: "offline" | "llm";
  model: string | null;
  /** Why the offline engine wrote it although a model was asked. */
  fallback: FallbackCode | null;
  runId: string | null;
};
type For = {
  workspaceId: string;
  projectId: string;
  userId: string | null;
  signal: AbortSignal;
  /** Told before each time the model is asked, counted from 1. */
  onAsk?: (model: string, count: number) => Promise<void>;
};

/**
 * The offline engine's plan of an idea. Reads nothing and waits for nothing.
 * @throws ValidationError IDEA_REFUSED with what can be built instead, IDEA_NOT_READABLE
 */
export function offlinePlan(idea: string, stack: BuiltStack): Plan {
  const blueprint = readIdea(idea, stack);
  return { id: randomUUID(), blueprint, engine: "offline", model: null, fallback: null, runId: null };
}

/**
 * The language model's plan where one is configured and answers with a valid one, the offline plan otherwise. Waits for the
 * network: must not be called inside a transaction.
 * @throws BadRequestError when the caller has hung up; nothing is kept then but the account of what was used
 */
export async function improvePlan(offline: Plan, { signal, onAsk, ...who }: For): Promise<Plan> {
  const server = modelServer();
  if (server === null) return offline;
  const { model } = server;
  const runId = randomUUID();
  const { ask, calls, markInvalid } = askWithinBudget(server, signal);
  let count = 0;
  const written = await writeWithModel(offline.blueprint, {
    ask: async (messages, format) => {
      count += 1;
      await onAsk?.(model, count);
      return await ask(messages, format);
    },
    model,
    schemaRefused: "rejected",
    onInvalid: markInvalid,
  });
  await recordUsage({ ...who, runId, model }, calls);
  if ("blueprint" in written) return { ...offline, blueprint: written.blueprint, engine: "llm", model, runId };
  if (written.failure === "aborted")
    throw new BadRequestError("REQUEST_GIVEN_UP", "The request was given up before the plan was written.");
  log().warn({ model, failure: written.failure, calls: calls.length }, "plan written offline");
  return { ...offline, model, fallback: written.failure, runId };
}
