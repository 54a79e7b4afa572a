import "server-only";
import { z } from "zod";
import { embedder } from "@/lib/platform/ai/embeddings";
import type { Tx } from "@/lib/platform/db/db";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { uuid } from "@/lib/shared/schema";

/** The queue of the job that gives chunks their vectors; apart from its handler, which puts the rest of its work into it. */
export const embedChunksQueue = {
  name: "assistant.embed",
  schema: z.strictObject({ workspaceId: uuid, assistantId: uuid }),
  timeoutSeconds: 600,
  retryLimit: 3,
  retryDelaySeconds: 60,
};
export type EmbedChunks = z.infer<typeof embedChunksQueue.schema>;

/** Puts an assistant in, once for many documents. Nothing happens where passages are found by words alone. */
export async function embedSoon(tx: Tx | null, place: EmbedChunks): Promise<void> {
  if (embedder()) await enqueue(tx, embedChunksQueue, place, { singletonKey: place.assistantId });
}
