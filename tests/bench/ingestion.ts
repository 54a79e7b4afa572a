// How long everybody else waits while a manual of 500 pages is read, beside how long the same call takes when nothing is read.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pdfOf } from "../factories/documents";
import { demoCookie } from "../server/harness";
import { distDir, startCommand, startServer } from "./servers";

const port = 4315;
const pauseMs = 20;
const calm = 200;

const at = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
const line = (name: string, times: readonly number[]) =>
  console.log(
    `  ${name.padEnd(44)} p50 ${at(times, 0.5).toFixed(1).padStart(6)} ms   p95 ${at(times, 0.95).toFixed(1).padStart(6)} ms   longest ${Math.max(...times).toFixed(0)} ms   of ${times.length}`,
  );

/** 500 pages, each with words of its own. */
const manual = () =>
  new Uint8Array(
    pdfOf(
      Array.from({ length: 500 }, (_page, page) => ({
        lines: Array.from({ length: 30 }, (_line, number) => ({
          text: `On page ${page + 1} the line ${number} speaks of bicycle w${page}x${number} and of lamps in the yard at dusk.`,
        })),
      })),
    ),
  );

export async function benchIngestion(): Promise<void> {
  console.log("\nA list of projects, asked again and again while a PDF of 500 pages is read, embedded mode\n");
  const server = await startServer({
    command: startCommand,
    cwd: process.cwd(),
    port,
    env: {
      ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-bench-")),
      RATE_LIMIT_SCALE: "1000000",
      SITE_URL: `http://localhost:${port}`,
      NEXT_DIST_DIR: distDir,
      DEMO_SITE_PORT: "0",
    },
    path: "/api/health",
  });
  try {
    const cookie = await demoCookie(server.url);
    const ask = async <T>(path: string, body?: BodyInit, type = "application/json"): Promise<T> => {
      const response = await fetch(`${server.url}/api/v1/${path}${path.includes("?") ? "&" : "?"}workspace=juniper`, {
        headers: { cookie, origin: server.url, "content-type": type },
        ...(body === undefined ? {} : { method: "POST", body }),
      });
      const json = (await response.json()) as { success: boolean; data: T };
      if (!json.success) throw new Error(JSON.stringify(json));
      return json.data;
    };
    const timed = async (times: number[]) => {
      const started = performance.now();
      await ask("projects?limit=1");
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    };
    const before: number[] = [];
    for (let n = 0; n < calm; n++) await timed(before);
    line("nothing is read", before.slice(calm / 2));

    const { id } = await ask<{ id: string }>("assistants", JSON.stringify({ name: "Manual" }));
    const began = performance.now();
    const path = `assistants/${id}/sources/files?name=manual.pdf`;
    const source = await ask<{ id: string }>(path, new Blob([manual()]), "application/octet-stream");
    const during: number[] = [];
    while ((await ask<{ status: string }>(`sources/${source.id}`)).status !== "ready") await timed(during);
    line("while it is read", during);
    console.log(`  it was read after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  } finally {
    await server.stop();
  }
}
