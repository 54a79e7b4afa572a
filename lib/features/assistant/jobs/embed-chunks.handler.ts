import "server-only";
import { randomUUID } from "node:crypto";
import { recordUsage } from "@/lib/features/ai-usage/services/record-usage";
import { type Embedder, embedder } from "@/lib/platform/ai/embeddings";
import { now, ticks } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { type EmbedChunks, embedSoon } from "../embedding.queue";
import { type ChunkToEmbed, embeddingRepository } from "../embedding.repository";

/** What the local model does in about a second; a server takes more at once. */
const localBatch = 8;
const remoteBatch = 64;
const batchMs = 60_000;
/** How long one job works: a large document must not keep every other job of the process waiting for minutes. */
const sliceMs = 5_000;

/**
 * Works through what is missing, a batch at a time, and puts the rest back into the queue. A batch that was kept stays kept,
 * whatever happens to the next one.
 */
export const embedChunks: JobHandler<EmbedChunks> = async (place, { signal }) => {
  const model = embedder();
  if (!model || !(await asService((tx) => embeddingRepository(tx).isThere()))) return;
  const limit = model.isRemote ? remoteBatch : localBatch;
  const until = ticks() + sliceMs;
  for (;;) {
    signal.throwIfAborted();
    if (ticks() > until) return await embedSoon(null, place);
    const chunks = await asService((tx) => embeddingRepository(tx).missing(place, model.model, limit));
    if (chunks.length === 0) break;
    await embedBatch(place, model, chunks, signal);
  }
  await asService((tx) => embeddingRepository(tx).dropOthers(place, model.model));
};

async function embedBatch(
  place: EmbedChunks,
  model: Embedder,
  chunks: ChunkToEmbed[],
  signal: AbortSignal,
): Promise<void> {
  const started = ticks();
  const texts = chunks.map(({ title, heading, text }) => `${heading || title}. ${text}`);
  const { vectors, promptTokens } = await model.embed(texts, AbortSignal.any([signal, AbortSignal.timeout(batchMs)]));
  await asService((tx) =>
    embeddingRepository(tx).keep(
      model.model,
      chunks.flatMap(({ id }, index) => {
        const values = vectors[index];
        return values ? [{ id, values }] : [];
      }),
    ),
  );
  if (model.isRemote)
    await recordUsage(
      { ...place, projectId: null, userId: null, runId: randomUUID(), model: model.model.replace(/^openai:/, "") },
      [
        {
          outcome: "embedded",
          promptTokens,
          completionTokens: 0,
          durationMs: Math.round(ticks() - started),
          at: now(),
        },
      ],
    );
}
