import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A local stand-in for a model server that streams: the Responses API, or chat completions alone. For tests only. */
export type AskedAnswer = {
  url: string;
  authorization: string | undefined;
  body: {
    model: string;
    input?: { role: string; content: string }[];
    messages?: { role: string; content: string }[];
  } & Record<string, unknown>;
  /** Ids of the passages that were sent, in order, and their texts. */
  passages: { id: string; text: string }[];
};
export type StreamBehaviour = {
  /** Milliseconds before the first event and between pieces. */
  firstMs?: number;
  everyMs?: number;
  /** The answer's text; sent in pieces of a few letters. */
  text?: (asked: AskedAnswer) => string;
  status?: number;
  /** After half of the text: break the connection, send nothing more, or send what is no JSON. */
  halfway?: "cut" | "hang" | "garbage" | "fail" | "refuse" | "truncate";
  usage?: { input: number; cached: number; output: number } | null;
};
export type AnswerPeer = {
  url: string;
  asked: AskedAnswer[];
  behave: (behaviour: StreamBehaviour) => void;
  stop: () => Promise<void>;
};

export async function startAnswerPeer(kind: "responses" | "chat" = "responses"): Promise<AnswerPeer> {
  let behaviour: StreamBehaviour = {};
  const asked: AskedAnswer[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (text) => {
      const path = request.url ?? "";
      if (kind === "chat" && path.endsWith("/responses")) return fail(response, 404, "not_found");
      const body = JSON.parse(text) as AskedAnswer["body"];
      const last = (body.input ?? body.messages ?? []).at(-1)?.content ?? "";
      const passages = [...last.matchAll(/<passage id="(\w+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)].map(
        ([, id = "", content = ""]) => ({ id, text: content }),
      );
      const one = { url: path, authorization: request.headers.authorization, body, passages };
      asked.push(one);
      await answer(response, one, behaviour, kind);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next;
      asked.length = 0;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message: `peer says ${code}`, type: code, code } }));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function answer(
  response: ServerResponse,
  asked: AskedAnswer,
  behaviour: StreamBehaviour,
  kind: "responses" | "chat",
): Promise<void> {
  const { firstMs = 0, everyMs = 0, status = 200, halfway } = behaviour;
  await pause(firstMs);
  if (status !== 200) return fail(response, status, status === 401 ? "invalid_api_key" : "server_error");
  const usage = behaviour.usage === undefined ? { input: 900, cached: 100, output: 60 } : behaviour.usage;
  const [first] = asked.passages;
  const text = behaviour.text?.(asked) ?? `ANSWER ${first?.text.split("\n").at(-1) ?? ""} [${first?.id ?? "xxx"}]`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
  const whole = halfway === undefined ? pieces.length : Math.ceil(pieces.length / 2);
  for (const piece of pieces.slice(0, whole)) {
    send(
      kind === "responses"
        ? { type: "response.output_text.delta", delta: piece }
        : { choices: [{ delta: { content: piece }, finish_reason: null }] },
    );
    if (everyMs > 0) await pause(everyMs);
  }
  if (halfway === "hang") return;
  if (halfway === "cut") return void response.destroy();
  if (halfway === "garbage") return void response.end("data: {not json\n\n");
  const counted = usage && {
    input_tokens: usage.input,
    output_tokens: usage.output,
    input_tokens_details: { cached_tokens: usage.cached },
  };
  if (halfway === "fail") send({ type: "response.failed", response: { status: "failed", usage: counted } });
  else if (halfway === "refuse") send({ type: "response.refusal.delta", delta: "I cannot help with that." });
  else if (halfway === "truncate") send({ type: "response.incomplete", response: { usage: counted } });
  else if (kind === "responses")
    send({ type: "response.completed", response: { status: "completed", usage: counted } });
  else {
    send({ choices: [{ delta: {}, finish_reason: "stop" }] });
    if (usage)
      send({
        choices: [],
        usage: {
          prompt_tokens: usage.input,
          completion_tokens: usage.output,
          prompt_tokens_details: { cached_tokens: usage.cached },
        },
      });
    response.write("data: [DONE]\n\n");
  }
  response.end();
}
