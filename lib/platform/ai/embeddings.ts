import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { embedLocally, hasLocalModel } from "./local-embedder";
import { modelServer } from "./model-server";
import { readCapped } from "./read-capped";

export const embeddingDimensions = 512;
export type Embedded = { vectors: number[][]; promptTokens: number | null };
export type Embedder = {
  /** Vectors of different names are never compared. */
  model: string;
  /** Whether calls cost money. */
  isRemote: boolean;
  /** Languages it understands; null for all. */
  languages: readonly string[] | null;
  /** @throws Error when there are no vectors to be had */
  embed: (texts: readonly string[], signal: AbortSignal) => Promise<Embedded>;
};

/** What turns texts into vectors in this installation, or null where passages are found by their words alone. */
export function embedder(): Embedder | null {
  const { ASSISTANT_EMBEDDINGS: wanted, OPENAI_EMBEDDING_MODEL: model } = env();
  const server = modelServer();
  if (wanted === "off") return null;
  if (server && wanted !== "local")
    return {
      model: `openai:${model}`,
      isRemote: true,
      languages: null,
      embed: (texts, signal) => embedRemotely({ ...server, model }, texts, signal),
    };
  if (wanted === "openai" || !hasLocalModel()) return null;
  return {
    model: "use-lite-1",
    isRemote: false,
    languages: ["en"],
    embed: async (texts) => ({ vectors: await embedLocally(texts), promptTokens: null }),
  };
}

const maxBytes = 8 * 1024 * 1024;
const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).length(embeddingDimensions) })),
  usage: z.object({ prompt_tokens: z.number().int().min(0) }).nullish(),
});

/** `POST {baseUrl}/embeddings`. @throws Error */
async function embedRemotely(
  server: { baseUrl: string; apiKey: string; model: string },
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Embedded> {
  const response = await fetch(`${server.baseUrl}/embeddings`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: server.model,
      input: texts,
      dimensions: embeddingDimensions,
      encoding_format: "float",
    }),
    // The key must not follow a redirect to another host.
    redirect: "error",
    signal,
  });
  const text = await readCapped(response, maxBytes);
  if (!response.ok || text === undefined) throw new Error(`the model server answered ${response.status}`);
  const { data, usage } = answerSchema.parse(JSON.parse(text));
  const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  if (vectors.length !== texts.length) throw new Error("the model server left vectors out");
  return { vectors, promptTokens: usage?.prompt_tokens ?? null };
}
