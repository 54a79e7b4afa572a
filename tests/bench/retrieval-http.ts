// A visitor's question over HTTP, first byte to last, beside a route of Next.js that does nothing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildBareApp, distDir, startCommand, startServer } from "./servers";

const ports = { bare: 4316, ours: 4317 };
const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** @param data the data folder that retrieval-speed.ts has filled and described */
export async function timeChat(data: string): Promise<void> {
  const { key, questions } = JSON.parse(readFileSync(join(data, "bench.json"), "utf8")) as {
    key: string;
    questions: string[];
  };
  const bare = await startServer({
    command: ["node_modules/.bin/next", "start", "-p", String(ports.bare)],
    cwd: buildBareApp(),
    port: ports.bare,
    env: {},
    path: "/api/bare",
  });
  const ours = await startServer({
    command: startCommand,
    cwd: process.cwd(),
    port: ports.ours,
    env: {
      ATRIUM_DATA_DIR: data,
      DEMO: "false",
      ASSISTANT_EMBEDDINGS: "off",
      ASSISTANT_CONVERSATIONS_PER_MONTH: "0",
      RATE_LIMIT_SCALE: "1000000",
      SITE_URL: `http://localhost:${ports.ours}`,
      NEXT_DIST_DIR: distDir,
    },
    path: "/api/health",
  });
  try {
    const chat = (path: string, body: object, token?: string) =>
      fetch(`${ours.url}/api/v1/chat/${key}/${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: ours.url,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
    const opened = (await (await chat("sessions", {})).json()) as { data: { token: string } };
    const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
    for (const text of questions) {
      times.bare.push(await timed(async () => void (await (await fetch(`${bare.url}/api/bare`)).arrayBuffer())));
      times.ours.push(
        await timed(async () => {
          const answer = await chat("messages", { text, clientKey: crypto.randomUUID() }, opened.data.token);
          const events = await answer.text();
          if (!answer.ok || !events.includes("event: done")) throw new Error(`${answer.status} ${events.slice(-300)}`);
        }),
      );
    }
    const [theirs, own] = [times.bare, times.ours].map((each) => each.slice(questions.length / 5));
    if (!theirs || !own) throw new Error("nothing was measured");
    for (const [name, each] of [
      ["a bare route of Next.js", theirs],
      ["a visitor's question, stored and answered", own],
    ] as const)
      console.log(
        `  ${name.padEnd(44)} p50 ${at(each, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(each, 0.95).toFixed(1).padStart(6)} ms   ${(at(each, 0.5) / at(theirs, 0.5)).toFixed(1)} times a bare route`,
      );
    if (at(own, 0.95) >= 200) throw new Error("p95 of an answer is not below 200 ms");
  } finally {
    await ours.stop();
    await bare.stop();
  }
}
