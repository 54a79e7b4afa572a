import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { failureResponse, jsonResponse } from "./envelope";
import { type NodeDoor, nodeDoor } from "./node-door";
import type { Method, RouteEntry, RouteHandler } from "./registry";

const aborted = vi.fn();

const route = (method: Method, path: string, handler: RouteHandler): RouteEntry => ({
  handler,
  method,
  path,
  operationId: "test",
  tag: "Test",
  summary: "",
  permission: "public",
  params: undefined,
  query: undefined,
  body: undefined,
  rawBody: undefined,
  response: undefined,
  rawResponse: undefined,
  status: 200,
  paginated: false,
  idempotent: false,
  bodyLimitBytes: 1024,
  rateLimit: "public",
  crossOrigin: false,
  errors: [],
});
const named =
  (name: string): RouteHandler =>
  async (_request, { params }) =>
    jsonResponse(200, { name, params: await params });

/** An answer that is made while it is sent, and fails on the way. */
function failingAfter(chunks: number): Response {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ >= chunks) throw new Error("secret detail");
      controller.enqueue(new TextEncoder().encode("a,b\n"));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv" } });
}

const routes = [
  route("GET", "/api/v1/things/{thingId}", named("one")),
  route("GET", "/api/v1/things/newest", named("newest")),
  route("GET", "/api/v1/things", named("all")),
  route("GET", "/api/v1/things/{thingId}/parts/{partId}", named("part")),
  route("GET", "/api/v1/builds/{buildId}/preview", named("preview")),
  route("POST", "/api/v1/things", async (request) => jsonResponse(201, { got: await request.text() })),
  route("GET", "/api/v1/cookies", async () => {
    const response = jsonResponse(200, {});
    response.headers.append("set-cookie", "a=1; Path=/");
    response.headers.append("set-cookie", "b=2; Path=/");
    return response;
  }),
  route("GET", "/api/v1/long", async () => jsonResponse(200, { text: "long ".repeat(2_000) })),
  route("GET", "/api/v1/broken", async () => {
    throw new Error("secret detail");
  }),
  ...[0, 1, 9].map((chunks) => route("GET", `/api/v1/export-${chunks}`, async () => failingAfter(chunks))),
  route("GET", "/api/v1/events", async (request) => {
    request.signal.addEventListener("abort", aborted);
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(`data: first ${"x".repeat(2_000)}\n\n`)),
    });
    return new Response(body, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" },
    });
  }),
];

let server: Server;
let door: NodeDoor;
let port: number;
beforeAll(async () => {
  door = nodeDoor(routes);
  server = createServer((incoming, outgoing) => {
    if (!door(incoming, outgoing)) outgoing.writeHead(404, { "x-left-to": "next" }).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Answer = { status: number; headers: IncomingMessage["headers"]; text: string };
type Ask = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/** `fetch` would tidy a path and a Host before they leave. */
async function ask({ method = "GET", path, headers = {}, body }: Ask): Promise<Answer> {
  const request = httpRequest({ host: "127.0.0.1", port, method, path, headers });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("latin1")) text += chunk;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
const isLeft = (answer: Answer): boolean => answer.headers["x-left-to"] === "next";

describe("which handler answers", () => {
  it.each([
    ["/api/v1/things", "all", {}],
    ["/api/v1/things?limit=3", "all", {}],
    ["/api/v1/things/newest", "newest", {}],
    ["/api/v1/things/01a2", "one", { thingId: "01a2" }],
    ["/api/v1/things/a.b~c-d_e/parts/7", "part", { thingId: "a.b~c-d_e", partId: "7" }],
  ])("%s", async (path, name, params) => {
    const answer = await ask({ path });
    expect(JSON.parse(answer.text)).toEqual({ name, params });
  });

  it.each([
    ["another method", { method: "DELETE", path: "/api/v1/things" }],
    ["HEAD", { method: "HEAD", path: "/api/v1/things" }],
    ["OPTIONS", { method: "OPTIONS", path: "/api/v1/things" }],
    ["a slash at the end", { path: "/api/v1/things/" }],
    ["an empty segment", { path: "/api/v1//things" }],
    ["a dot segment", { path: "/api/v1/things/../things/1" }],
    ["an escape", { path: "/api/v1/things/%31" }],
    ["an escaped slash", { path: "/api/v1/things/1%2fparts%2f2" }],
    ["an unknown path", { path: "/api/v1/nothing" }],
    ["an address in full", { path: "http://example.test/api/v1/things" }],
    ["a page for a frame", { path: "/api/v1/builds/1/preview" }],
    ["no path", { method: "OPTIONS", path: "*" }],
  ])("leaves %s to Next.js", async (_what, request) => {
    expect(isLeft(await ask(request))).toBe(true);
  });
});

describe("what travels", () => {
  it("the body of a request, and the status of the answer", async () => {
    const answer = await ask({ method: "POST", path: "/api/v1/things", body: '{"name":"Ä"}' });
    expect(answer.status).toBe(201);
    expect(Buffer.from(answer.text, "latin1").toString()).toContain("Ä");
  });

  it("every cookie, and the headers of every answer", async () => {
    const { headers } = await ask({ path: "/api/v1/cookies" });
    expect(headers["set-cookie"]).toEqual(["a=1; Path=/", "b=2; Path=/"]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["cache-control"]).toBe("private, no-store");
  });

  it("a long body is packed for who asks for it, and for nobody else", async () => {
    const packed = await ask({ path: "/api/v1/long", headers: { "accept-encoding": "gzip" } });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(packed.text.length).toBeLessThan(1_000);
    const plain = await ask({ path: "/api/v1/long" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.text.length).toBeGreaterThan(10_000);
  });

  it("events leave at once, unpacked, and a reader who goes away is noticed", async () => {
    const request = httpRequest({
      host: "127.0.0.1",
      port,
      path: "/api/v1/events",
      headers: { "accept-encoding": "gzip" },
    });
    request.on("error", () => {});
    request.end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const [first] = (await once(response, "data")) as [Buffer];
    expect(first.toString()).toContain("data: first");
    expect(response.headers["content-encoding"]).toBeUndefined();
    request.destroy();
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled());
  });
});

describe("what goes wrong", () => {
  it("a Host that is none is the caller's error", async () => {
    const answer = await ask({ path: "/api/v1/things", headers: { host: "a b" } });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ success: false, code: "BAD_REQUEST" });
  });

  it("an error that no handler caught says nothing of its cause", async () => {
    const answer = await ask({ path: "/api/v1/broken" });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("secret detail");
    expect(Object.keys(JSON.parse(answer.text))).toEqual(Object.keys(await envelope()));
  });
});

describe("an answer that fails while it is made", () => {
  it("is our error, in our words, as long as nothing was sent", async () => {
    const answer = await ask({ path: "/api/v1/export-0" });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toMatchObject({ success: false, code: "INTERNAL" });
    expect(answer.text).not.toContain("secret detail");
  });

  it.each([1, 9])(
    "is noticed after %i pieces: nobody takes a part for the whole, or reads the cause",
    async (pieces) => {
      const request = httpRequest({ host: "127.0.0.1", port, path: `/api/v1/export-${pieces}` });
      request.end();
      let text = "";
      const status = async () => {
        const [response] = (await once(request, "response")) as [IncomingMessage];
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        return response.statusCode;
      };
      expect(await status().catch((error: unknown) => String(error))).toSatisfy(
        (end: unknown) => end === 500 || /aborted|socket hang up/.test(String(end)),
      );
      expect(text).not.toContain("secret detail");
    },
  );
});

async function envelope(): Promise<object> {
  const { NotFoundError } = await import("@/lib/platform/errors/errors");
  return (await failureResponse(new NotFoundError(), "req_1").json()) as object;
}
