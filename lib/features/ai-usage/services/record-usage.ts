import "server-only";
import { costOf } from "@/lib/platform/ai/model-server";
import { asService } from "@/lib/platform/db/service-role";
import { aiUsageRepository } from "../ai-usage.repository";

export type ModelCall = {
  outcome: string;
  promptTokens: number | null;
  completionTokens: number | null;
  cachedTokens?: number | null;
  durationMs: number;
  /** When the answer was in; of two calls the later one has the later time. */
  at: Date;
};
type Run = {
  workspaceId: string;
  projectId: string | null;
  assistantId?: string;
  userId: string | null;
  runId: string;
  model: string;
};

/**
 * Writes down what a run of calls used, whatever came of it. A transaction of the server's own: never call it while a
 * request's is open.
 */
export async function recordUsage(run: Run, calls: readonly ModelCall[]): Promise<void> {
  await asService((tx) =>
    aiUsageRepository(tx, run.workspaceId).insert(
      calls.map((call) => ({
        project_id: run.projectId,
        assistant_id: run.assistantId ?? null,
        run_id: run.runId,
        model: run.model,
        outcome: call.outcome,
        prompt_tokens: call.promptTokens,
        completion_tokens: call.completionTokens,
        cached_tokens: call.cachedTokens ?? null,
        cost_micro_usd: costOf(run.model, call),
        duration_ms: call.durationMs,
        created_by: run.userId,
        created_at: call.at.toISOString(),
      })),
    ),
  );
}
