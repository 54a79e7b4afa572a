import { type Door, openDoor } from "../_shared/door";

export type Seen = { method: string; path: string; headers: Headers; body: string };
export type Envelope = {
  success: boolean;
  data?: unknown;
  error?: string;
  code?: string;
  details?: Record<string, unknown>;
  requestId?: string;
};

export const projectId = "6a0e3b0e-5b0a-4c53-9f0a-0d6a6f2f9c01";
export const appId = "req_0123456789ABCDEF";

/** An address of this machine at which nobody listens. */
export const nobody = (() => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return `http://127.0.0.1:${listener.addr.port}`;
})();

/** A local peer that answers as Atrium does: with a request id and the envelope, or as a case wants it. */
export async function withApp(
  answer: (seen: Seen, request: Request) => Response | Promise<Response>,
  work: (app: { url: string; seen: Seen[] }) => Promise<void>,
): Promise<void> {
  const seen: Seen[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    const one = {
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: request.headers,
      body: await request.text(),
    };
    seen.push(one);
    return await answer(one, request);
  });
  try {
    await work({ url: `http://127.0.0.1:${server.addr.port}`, seen });
  } finally {
    await server.shutdown();
  }
}

/** A raw server that sends these bytes to whoever connects, and then hangs up or, with `hold`, says nothing more. */
export async function withRawAnswer(
  text: string,
  options: { hold: boolean },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Deno.TcpConn[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(64 * 1024));
      await connection.write(new TextEncoder().encode(text));
      if (options.hold) open.push(connection);
      else connection.close();
    }
  })();
  try {
    await work(`http://127.0.0.1:${listener.addr.port}`);
  } finally {
    listener.close();
    for (const connection of open) connection.close();
    await serving;
  }
}

export const envelope = (status: number, body: Envelope, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "x-request-id": appId, ...headers } });

type Ask = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  secrets?: Record<string, string>;
};

/** What a function answers, and what it wrote into its log. */
export async function ask(door: Door, appUrl: string, options: Ask = {}): Promise<{ response: Response; log: string }> {
  let log = "";
  const secrets: Record<string, string> = { ATRIUM_URL: appUrl, ...options.secrets };
  const handle = openDoor(door, {
    name: "test",
    variable: (name) => secrets[name],
    log: (line) => {
      log += line;
    },
  });
  const method = options.method ?? "POST";
  const response = await handle(
    new Request(`http://functions.test/functions/v1/test${options.path ?? ""}`, {
      method,
      headers: {
        authorization: "Bearer atr_live_x",
        ...(method === "POST" ? { "content-type": "application/json" } : {}),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    }),
  );
  return { response, log };
}

/** A failure in the envelope, with the same request id inside and out. */
export async function failureOf(response: Response): Promise<{ status: number; code: string; body: Envelope }> {
  const body = (await response.json()) as Envelope;
  if (body.success !== false || typeof body.error !== "string" || typeof body.code !== "string")
    throw new Error(`not a failure: ${JSON.stringify(body)}`);
  if (body.requestId === undefined || body.requestId !== response.headers.get("x-request-id"))
    throw new Error(`${body.requestId} inside, ${response.headers.get("x-request-id")} outside`);
  return { status: response.status, code: body.code, body };
}
