import { ExternalApiError, TimeoutError } from "@/lib/platform/errors/errors";
import { parseJson, readBytes, requireContentType } from "@/lib/platform/http/read-request";
import type { Call } from "./door";

/** Who asks, what for, and the key that makes asking twice safe. No cookie, no address, nothing else. */
const forwardedHeaders = ["authorization", "idempotency-key", "user-agent"];
const returnedHeaders = [
  "cache-control",
  "content-disposition",
  "content-length",
  "content-type",
  "idempotency-replayed",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "x-request-id",
];

export type Forwarded = { method: "GET" | "POST"; path: string; query: URLSearchParams; body?: unknown };

/**
 * Asks Atrium with the caller's own credentials and hands its answer on as it comes, a download piece by piece. An answer that
 * breaks off, or runs out of time half-way, breaks off for the caller as well: a cut archive never looks whole.
 * @throws ExternalApiError APP_UNREACHABLE, or APP_UNREADABLE when what answers is not Atrium
 * @throws TimeoutError when no answer begins in time
 */
export async function forward(call: Call, { method, path, query, body }: Forwarded): Promise<Response> {
  const { request, settings } = call;
  const search = query.size > 0 ? `?${query}` : "";
  // Uncompressed, so that the declared length is that of what is handed on.
  const headers = new Headers({ accept: "*/*", "accept-encoding": "identity" });
  for (const name of forwardedHeaders) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (method === "POST") headers.set("content-type", "application/json");
  const deadline = AbortSignal.timeout(settings.timeoutMs);
  // Until the answer begins. Afterwards a caller who hangs up cancels the body; Deno also aborts what it has delivered whole.
  const given = new AbortController();
  const giveUp = () => given.abort();
  request.signal.addEventListener("abort", giveUp);
  let answer: Response;
  try {
    answer = await fetch(`${settings.appUrl}${path}${search}`, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.any([given.signal, deadline]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    if (deadline.aborted) throw new TimeoutError(undefined, "Atrium took too long. Try again.", { cause });
    throw new ExternalApiError("APP_UNREACHABLE", "Atrium cannot be reached right now. Try again in a moment.", {
      cause,
    });
  } finally {
    request.signal.removeEventListener("abort", giveUp);
  }
  if (!isAtrium(answer)) {
    await answer.body?.cancel();
    throw new ExternalApiError("APP_UNREADABLE", "What answers at ATRIUM_URL is not Atrium.", {
      cause: `status ${answer.status} from ${settings.appUrl}`,
    });
  }
  return handOn(answer);
}

/** Every answer of Atrium's API names its request; pages of a host that is down, redirects and other servers do not. */
function isAtrium(answer: Response): boolean {
  return /^req_\w+$/.test(answer.headers.get("x-request-id") ?? "") && !(answer.status >= 300 && answer.status < 400);
}

function handOn(answer: Response): Response {
  const headers = new Headers();
  for (const name of returnedHeaders) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}

/**
 * The JSON of a request, counted while it is read.
 * @throws UnsupportedMediaTypeError, PayloadTooLargeError, BadRequestError BAD_JSON
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  requireContentType(request, ["application/json"]);
  return parseJson(await readBytes(request, limitBytes));
}
