import { AppError, DatabaseError, MethodNotAllowedError } from "@/lib/platform/errors/errors";
import { failureResponse } from "@/lib/platform/http/envelope";
import { newRequestId } from "@/lib/platform/http/request-id";
import { readSettings, type Settings } from "./settings";

/** One request on its way through a function. */
export type Call = { request: Request; settings: Settings };
/** What a function answers to, by method. */
export type Door = Partial<Record<"GET" | "POST", (call: Call) => Promise<Response>>>;
export type Outside = {
  /** The function's name, for its log. */
  name: string;
  /** Reads a secret of the function. */
  variable: (name: string) => string | undefined;
  /** Takes one line of JSON for each request. */
  log: (line: string) => void;
};

/**
 * The way of a request through an Edge Function: settings, method, then the door itself. Whatever happens, the answer is
 * Atrium's envelope with a request id; what Atrium itself answered keeps Atrium's id. Never throws.
 */
export function openDoor(door: Door, outside: Outside): (request: Request) => Promise<Response> {
  return async (request) => {
    const started = performance.now();
    const ownId = newRequestId();
    let settings: Settings | undefined;
    let failure: AppError | undefined;
    let response: Response;
    try {
      settings = readSettings(outside.variable);
      response = await answer(door, { request, settings });
    } catch (cause) {
      failure = cause instanceof AppError ? cause : new DatabaseError(undefined, undefined, { cause });
      response = failureResponse(failure, ownId);
    }
    if (!response.headers.has("x-request-id")) response.headers.set("x-request-id", ownId);
    response.headers.set("x-content-type-options", "nosniff");
    if (settings) allowOrigin(response.headers, request, settings);
    const line = {
      function: outside.name,
      requestId: response.headers.get("x-request-id"),
      method: request.method,
      status: response.status,
      ms: Math.round(performance.now() - started),
      ...(failure ? { code: failure.code } : {}),
      ...(failure?.cause === undefined ? {} : { cause: chainOf(failure.cause) }),
    };
    outside.log(JSON.stringify(line));
    return response;
  };
}

/** An error and what caused it, in one line for the operator. */
function chainOf(cause: unknown): string {
  return cause instanceof Error && cause.cause !== undefined ? `${cause}: ${chainOf(cause.cause)}` : String(cause);
}

async function answer(door: Door, call: Call): Promise<Response> {
  const { method } = call.request;
  const allow = Object.keys(door).join(", ");
  if (method === "OPTIONS" && originOf(call.request, call.settings) !== undefined) {
    return new Response(null, {
      status: 204,
      headers: {
        "access-control-allow-methods": allow,
        // The last two are what supabase-js adds by itself.
        "access-control-allow-headers": "accept, authorization, content-type, idempotency-key, apikey, x-client-info",
        "access-control-max-age": "600",
      },
    });
  }
  const handle = method === "GET" || method === "POST" ? door[method] : undefined;
  if (!handle) throw new MethodNotAllowedError(undefined, undefined, { headers: { allow } });
  return await handle(call);
}

/** The caller's origin where it is one that may read answers. */
function originOf(request: Request, settings: Settings): string | undefined {
  const origin = request.headers.get("origin");
  return origin !== null && settings.allowedOrigins.includes(origin) ? origin : undefined;
}

/** Closed unless the origin is listed: without these headers no browser lets a page read the answer. */
function allowOrigin(headers: Headers, request: Request, settings: Settings): void {
  if (settings.allowedOrigins.length > 0) headers.append("vary", "origin");
  const origin = originOf(request, settings);
  if (origin === undefined) return;
  headers.set("access-control-allow-origin", origin);
  headers.set(
    "access-control-expose-headers",
    "content-disposition, idempotency-replayed, ratelimit, retry-after, x-request-id",
  );
}
