// How well and how fast questions are answered from documents, offline: the evaluation set of tests/bench/retrieval, by words alone
// and with the local model, and the time of a search in a large database. One process with an embedded database of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { timeChat } from "./retrieval-http";

async function run(
  script: string,
  env: Record<string, string>,
  then: (data: string) => Promise<void> = async () => {},
): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "atrium-bench-retrieval-"));
  try {
    const { status } = spawnSync("npx", ["tsx", "--conditions=react-server", join("tests", "bench", script)], {
      stdio: "inherit",
      env: {
        ...process.env,
        NODE_ENV: "test",
        LOG_LEVEL: "silent",
        DEMO: "false",
        ATRIUM_DATA_DIR: data,
        DATABASE_URL: "",
        OPENAI_API_KEY: "",
        ...env,
      },
    });
    if (status !== 0) throw new Error(`${script} failed`);
    await then(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

export async function benchRetrieval(): Promise<void> {
  for (const embeddings of ["off", "local"]) await run("retrieval-quality.ts", { ASSISTANT_EMBEDDINGS: embeddings });
  await run("retrieval-speed.ts", { ASSISTANT_EMBEDDINGS: "off" }, timeChat);
}
