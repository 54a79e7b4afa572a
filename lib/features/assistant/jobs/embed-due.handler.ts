import "server-only";
import { embedder } from "@/lib/platform/ai/embeddings";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { embedSoon } from "../embedding.queue";
import { embeddingRepository } from "../embedding.repository";

const assistantsAtOnce = 20;

export const embedDue: JobHandler<Record<string, never>> = async () => {
  const model = embedder();
  if (!model) return;
  await asService(async (tx) => {
    const embeddings = embeddingRepository(tx);
    if (!(await embeddings.isThere())) return;
    for (const due of await embeddings.due(model.model, assistantsAtOnce)) await embedSoon(tx, due);
  });
};
