import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";

/** A local stand-in for Upstash's REST door: the same JSON in and out, over a real redis-server. For tests only. */
export type RedisPeer = { url: string; hang: (on: boolean) => void; stop: () => Promise<void> };

function encode(command: unknown[]): string {
  return `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(String(part))}\r\n${String(part)}\r\n`).join("")}`;
}

/** Reads one RESP2 value. @returns undefined while the buffer is incomplete */
function decode(text: string, at = 0): { value: unknown; end: number } | undefined {
  const line = text.indexOf("\r\n", at);
  if (line < 0) return undefined;
  const head = text.slice(at + 1, line);
  switch (text[at]) {
    case "+":
      return { value: head, end: line + 2 };
    case "-":
      return { value: new Error(head), end: line + 2 };
    case ":":
      return { value: Number(head), end: line + 2 };
    case "$": {
      const length = Number(head);
      if (length < 0) return { value: null, end: line + 2 };
      const end = line + 2 + length;
      return text.length < end + 2 ? undefined : { value: text.slice(line + 2, end), end: end + 2 };
    }
    default: {
      const items: unknown[] = [];
      let next = line + 2;
      for (let i = 0; i < Number(head); i++) {
        const item = decode(text, next);
        if (!item) return undefined;
        items.push(item.value);
        next = item.end;
      }
      return { value: items, end: next };
    }
  }
}

/** Upstash's scripts begin with a flag that only Upstash's own server knows. */
function forRedis(command: unknown[]): unknown[] {
  return command.map((part) =>
    typeof part === "string" && part.startsWith("#!lua") ? part.replace(/^#!lua[^\n]*\n/, "") : part,
  );
}

async function send(socket: Socket, command: unknown[]): Promise<unknown> {
  return await new Promise((resolve) => {
    let text = "";
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const answer = decode(text);
      if (!answer) return;
      socket.off("data", onData);
      resolve(answer.value);
    };
    socket.on("data", onData);
    socket.write(encode(forRedis(command)));
  });
}

const asJson = (value: unknown) => (value instanceof Error ? { error: value.message } : { result: value });

export async function startRedisPeer(redisPort: number, restPort: number): Promise<RedisPeer> {
  const redis: ChildProcess = spawn(
    "redis-server",
    ["--port", String(redisPort), "--save", "", "--bind", "127.0.0.1"],
    { stdio: "ignore" },
  );
  let socket: Socket | undefined;
  for (let tries = 0; !socket && tries < 100; tries++) {
    socket = await new Promise<Socket | undefined>((resolve) => {
      const candidate = connect(redisPort, "127.0.0.1", () => resolve(candidate));
      candidate.once("error", () => setTimeout(() => resolve(undefined), 50));
    });
  }
  if (!socket) throw new Error("redis-server does not answer");
  const open = socket;
  let hanging = false;
  let queue: Promise<unknown> = Promise.resolve();
  const server: Server = createServer(async (request, response) => {
    if (hanging) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as unknown[];
    const many = request.url?.includes("pipeline") || request.url?.includes("multi-exec");
    // One socket speaks for one request at a time.
    const work = queue.then(async () => {
      if (!many) return asJson(await send(open, body));
      const answers = [];
      for (const command of body as unknown[][]) answers.push(asJson(await send(open, command)));
      return answers;
    });
    queue = work;
    const answer = await work;
    const failed = !Array.isArray(answer) && "error" in answer;
    response.writeHead(failed ? 400 : 200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }).listen(restPort);
  return {
    url: `http://127.0.0.1:${restPort}`,
    hang: (on) => {
      hanging = on;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      open.destroy();
      const gone = new Promise((resolve) => redis.once("exit", resolve));
      redis.kill("SIGKILL");
      await gone;
    },
  };
}
