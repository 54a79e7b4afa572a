import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Blueprint, parseIdea } from "@/lib/features/builder";

/** A local stand-in for an OpenAI-compatible server: answers in the recorded shape of chat completions. For tests only. */
export type Asked = {
  authorization: string | undefined;
  model: string;
  messages: { role: string; content: string }[];
  response_format: { type: string; json_schema?: { strict: boolean; schema: Record<string, unknown> } };
};
/** `until`: the answer waits for this. */
type Sent = { status: number; body: unknown; headers?: Record<string, string>; until?: Promise<void> };
export type PeerAnswer =
  | Sent
  /** Never answers; breaks the connection after half an answer. */
  | "hang"
  | "cut";
/** What the peer does with call number `n` (0 is the first). */
export type Behaviour = (asked: Asked, n: number) => PeerAnswer;
export type OpenAiPeer = {
  url: string;
  asked: Asked[];
  /** Connections that the other side gave up while the peer hung. */
  givenUp: () => number;
  behave: (behaviour: Behaviour) => void;
  stop: () => Promise<void>;
};

export async function startOpenAiPeer(): Promise<OpenAiPeer> {
  let behaviour: Behaviour = valid;
  let gone = 0;
  /** Grows with each behaviour: the end of a connection of before is no news for what is asked now. */
  let round = 0;
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      if (request.url === "/v1/models") {
        const isKnown = request.headers.authorization === "Bearer sk-peer";
        return send(
          response,
          isKnown ? { status: 200, body: { object: "list", data: [] } } : apiError(401, "invalid_api_key"),
        );
      }
      const body = { ...JSON.parse(text), authorization: request.headers.authorization } as Asked;
      asked.push(body);
      const askedIn = round;
      const answer = behaviour(body, asked.length - 1);
      response.on("close", () => {
        if (!response.writableEnded && askedIn === round) gone++;
      });
      if (answer === "cut") cut(response);
      else if (answer !== "hang") void Promise.resolve(answer.until).then(() => send(response, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    givenUp: () => gone,
    behave: (next) => {
      behaviour = next;
      asked.length = 0;
      gone = 0;
      round++;
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

function send(response: ServerResponse, answer: Sent): void {
  response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

function cut(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
  response.write('{"id":"chatcmpl-1","choices":[{"index":0,"mess', () => response.destroy());
}

export const peerUsage = { prompt_tokens: 1200, completion_tokens: 800, total_tokens: 2000 };

export function completion(message: object, finish = "stop"): PeerAnswer {
  return {
    status: 200,
    body: {
      id: "chatcmpl-BxPeer0000000000000000000000",
      object: "chat.completion",
      created: 1_795_000_000,
      model: "peer-model-2026-01-01",
      choices: [
        {
          index: 0,
          message: { role: "assistant", refusal: null, annotations: [], ...message },
          finish_reason: finish,
          logprobs: null,
        },
      ],
      usage: {
        ...peerUsage,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 64 },
      },
      service_tier: "default",
      system_fingerprint: null,
    },
  };
}

export function apiError(status: number, code: string, headers: Record<string, string> = {}): Sent {
  return {
    status,
    headers,
    body: { error: { message: `peer: ${code}`, type: "invalid_request_error", param: null, code } },
  };
}

export const ideaOf = (asked: Asked): string =>
  (JSON.parse(asked.messages.find(({ role }) => role === "user")?.content ?? "{}") as { idea: string }).idea;

type Draft = Record<string, unknown> & Pick<Blueprint, "entities" | "roles">;

/** A plan such as a model writes: complete, with nulls where strict output has no value, under the peer's own name. */
export function draftOf(idea: string): Draft {
  const { blueprint } = parseIdea(idea);
  const {
    version: _v,
    source: _s,
    stack: _t,
    pages: _p,
    seed: _d,
    warnings: _w,
    review: _r,
    held: _h,
    ...draft
  } = blueprint;
  const { slug: _slug, ...app } = blueprint.app;
  return {
    ...draft,
    app: { ...app, name: "Written by the peer" },
    unsupported: [],
    entities: draft.entities.map((entity) => ({ icon: null, workflow: null, audit: null, ...entity })) as never,
  };
}

export const answerWith = (draft: object): PeerAnswer => completion({ content: JSON.stringify(draft) });
export const valid: Behaviour = (asked) => answerWith(draftOf(ideaOf(asked)));
