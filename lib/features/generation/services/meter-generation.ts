import "server-only";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { asService, elevated } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { type AppError, RateLimitError } from "@/lib/platform/errors/errors";
import { type GenerationEntitlements, sameForAll } from "../entitlements";
import { generationRepository } from "../generation.repository";
import type { GenerationUsage } from "../generation.schema";

type Generation = { workspaceId: string; id: string };

/** The next midnight, UTC: when the counters begin anew. */
export function resetsAt(): Date {
  const today = now();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + 1));
}

function limitReached(limit: number | null): AppError {
  const at = resetsAt();
  const seconds = Math.max(1, Math.ceil((at.getTime() - now().getTime()) / 1000));
  return new RateLimitError(
    "GENERATION_LIMIT",
    `This workspace has used its ${limit ?? 0} generations of today. Changing a plan and starting from a template still work.`,
    { details: { limit, resetsAt: at.toISOString() }, headers: { "retry-after": String(seconds) } },
  );
}

/**
 * Does work that costs a generation while it holds a place among today's, and gives the place back when the work fails. The
 * place becomes a use with `settleGeneration`. A transaction of the server's own: never call it while a request's is open.
 * @throws RateLimitError GENERATION_LIMIT before the work begins
 */
export async function holdGeneration<T>(
  { workspaceId, id }: Generation,
  work: () => Promise<T>,
  entitlements: GenerationEntitlements = sameForAll,
): Promise<T> {
  const limit = entitlements.perDay(workspaceId);
  // Longer than the work can take; a process that died leaves nothing behind after it.
  const seconds = Math.ceil(env().OPENAI_TOTAL_SECONDS) + 60;
  const { granted } = await asService((tx) => generationRepository(tx, workspaceId).hold(id, limit, seconds));
  if (!granted) throw limitReached(limit);
  try {
    return await work();
  } catch (error) {
    await releaseGeneration({ workspaceId, id });
    throw error;
  }
}

/** Gives a place back. Never call it while a request's transaction is open. */
export async function releaseGeneration({ workspaceId, id }: Generation): Promise<void> {
  await asService((tx) => generationRepository(tx, workspaceId).release(id));
}

/** Counts a generation for good, in the transaction that keeps its version. @throws RateLimitError GENERATION_LIMIT */
export async function settleGeneration(
  tx: Tx,
  { workspaceId, id }: Generation,
  entitlements: GenerationEntitlements = sameForAll,
): Promise<void> {
  const limit = entitlements.perDay(workspaceId);
  if (!(await elevated(tx, () => generationRepository(tx, workspaceId).settle(id, limit)))) throw limitReached(limit);
}

export async function readGenerationUsage(
  tx: Tx,
  workspaceId: string,
  entitlements: GenerationEntitlements = sameForAll,
): Promise<GenerationUsage> {
  const used = await generationRepository(tx, workspaceId).taken();
  return { used, limit: entitlements.perDay(workspaceId), resetsAt: resetsAt().toISOString() };
}
