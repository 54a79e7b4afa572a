import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Sent = { status: number; body?: unknown; headers?: Record<string, string> };
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  token: string;
  body: Buffer;
  headers: Headers;
};
/** What happens instead of the usual: another answer, a broken connection, or the deed is done and its answer lost. */
export type Interference = (asked: { method: string; path: string; text: string }) => Sent | "cut" | "lose" | undefined;

export type ApiPeer = {
  url: string;
  /** Method and path of every call since `interfere` was last set. */
  asked: string[];
  interfere: (how?: Interference) => void;
};

/** A local server that answers as `answer` says: the ground on which stand-ins for other people's APIs stand. For tests only. */
export async function startApiPeer(answer: (asked: Asked) => Sent): Promise<ApiPeer> {
  let interference: Interference = () => undefined;
  const asked: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://peer");
    const method = request.method ?? "";
    asked.push(`${method} ${url.pathname}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const instead = interference({ method, path: url.pathname, text: body.toString("utf8") });
    if (instead === "cut") return void request.socket.destroy();
    if (instead !== undefined && instead !== "lose") return send(response, instead);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const headers = new Headers(request.headers as Record<string, string>);
    const sent = answer({ method, path: url.pathname, query: url.searchParams, token, body, headers });
    if (instead === "lose") request.socket.destroy();
    else send(response, sent);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    interfere: (how = () => undefined) => {
      interference = how;
      asked.length = 0;
    },
  };
}

function send(response: ServerResponse, { status, body, headers }: Sent): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

export const jsonOf = (body: Buffer): Record<string, unknown> =>
  JSON.parse(body.toString("utf8")) as Record<string, unknown>;
