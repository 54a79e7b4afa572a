// Reads one document in a thread of its own: what takes seconds of one core must not hold the server's requests, and what
// hangs or eats memory ends with the thread. Plain JavaScript, because Node.js runs it straight from this folder.
import { parentPort, workerData } from "node:worker_threads";
import { Unreadable } from "./unreadable.mjs";

const { format, bytes, text, url, isPage } = workerData;

async function read() {
  if (format === "pdf") return await (await import("./pdf-blocks.mjs")).pdfBlocks(bytes);
  if (format === "docx") return await (await import("./docx-blocks.mjs")).docxBlocks(bytes);
  return (await import("./html-blocks.mjs")).htmlBlocks(text, { url, isPage });
}

try {
  parentPort?.postMessage({ found: await read() });
} catch (error) {
  if (error instanceof Unreadable) parentPort?.postMessage({ failed: error.code });
  else throw error;
}
