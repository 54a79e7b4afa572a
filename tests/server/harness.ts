import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

export type Server = {
  url: string;
  child: ChildProcess;
  output: () => string;
  kill: (signal: NodeJS.Signals) => Promise<void>;
};

/** A free port of this machine; taken and given back, so somebody could be quicker, but nobody here is. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

export function spawnServer(port: number, env: Record<string, string>): Server {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !["DATABASE_URL", "SUPABASE_URL", "SITE_URL", "NODE_ENV", "DEMO"].includes(name),
    ),
  );
  const child = spawn("node", ["server.mjs"], {
    env: {
      ...clean,
      PORT: String(port),
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      RATE_LIMIT_SCALE: "1000",
      DEMO_SITE_PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return {
    url: `http://localhost:${port}`,
    child,
    output: () => text,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill(signal);
      await gone;
    },
  };
}

/** @returns milliseconds until the first answer. @throws when the server ends or 60 s pass */
export async function untilReady(server: Server, path = "/api/health"): Promise<number> {
  const started = performance.now();
  for (;;) {
    const ok = await fetch(server.url + path).then(
      (response) => response.status === 200,
      () => false,
    );
    if (ok) return performance.now() - started;
    if (server.child.exitCode !== null) throw new Error(`the server ended:\n${server.output()}`);
    if (performance.now() - started > 60_000) throw new Error(`no answer:\n${server.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function exitCode(server: Server): Promise<number | null> {
  if (server.child.exitCode !== null) return server.child.exitCode;
  return await new Promise((resolve) => server.child.once("exit", (code) => resolve(code)));
}

/** Signs in to the demo over HTTP. @returns the Cookie header */
export async function demoCookie(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/demo`, {
    method: "POST",
    headers: { origin: url, "content-type": "application/json" },
    body: "{}",
  });
  if (response.status !== 200) throw new Error(`demo sign-in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
