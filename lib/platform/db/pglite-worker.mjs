// The embedded database, in a thread of its own: while it works, the thread of the server reads and answers other requests.
// Takes messages of the PostgreSQL protocol and answers each with what the database wrote, in the order of their coming.
// Plain JavaScript, because Node.js runs it straight from this folder (see PgliteThread).
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, protocol } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite/vector";

if (parentPort === null) throw new Error("pglite-worker.mjs is a worker");
const port = parentPort;

/** @param {unknown} error */
const inWords = (error) => (error instanceof Error ? error.message : String(error));

try {
  const client = await PGlite.create(workerData.folder, { extensions: { vector } });
  // From here on nobody asks PGlite what an answer says: the other thread reads the bytes. In a profile of the project list
  // its own reading was a tenth of the time.
  protocol.Parser.prototype.parse = () => {};
  port.on("message", (message) => {
    if (message === "close") {
      client.close().then(
        () => port.postMessage({ closed: true }),
        (error) => port.postMessage({ failed: inWords(error) }),
      );
      return;
    }
    try {
      const answer = client.execProtocolRawSync(message);
      port.postMessage(answer, [answer.buffer]);
    } catch (error) {
      // A broken WebAssembly instance answers nothing right from then on: the thread ends with it.
      if (error instanceof WebAssembly.RuntimeError || !(message instanceof Uint8Array)) throw error;
      port.postMessage({ failed: inWords(error) });
    }
  });
  port.postMessage({ ready: true });
} catch (error) {
  port.postMessage({ failed: inWords(error) });
}
