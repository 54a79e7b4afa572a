import "server-only";
import type { z } from "zod";
import { ticks } from "@/lib/platform/clock/clock";
import { safeEqual } from "@/lib/platform/crypto/crypto";
import { env } from "@/lib/platform/env/env";
import { UnauthorizedError } from "@/lib/platform/errors/errors";
import { clientIp } from "@/lib/platform/http/client-ip";
import { toAppError } from "@/lib/platform/http/define-route";
import { failureResponse, jsonResponse, successBody } from "@/lib/platform/http/envelope";
import { parseInput, parseJson, readBytes, requireContentType } from "@/lib/platform/http/read-request";
import { type Method, registerRoute } from "@/lib/platform/http/registry";
import { newRequestId } from "@/lib/platform/http/request-id";
import { captureError } from "@/lib/platform/log/capture";
import { log } from "@/lib/platform/log/log";
import { metrics } from "@/lib/platform/metrics/metrics";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";

export type OperatorToken = "METRICS_TOKEN" | "INTERNAL_TOKEN";
export type MachineRoute<R, B = undefined> = {
  method: Extract<Method, "GET" | "POST">;
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  /** `none`: anybody. `optional`: anybody, and the answer may say more to an operator. `required`: operators only. */
  token: { need: "none" | "optional" | "required"; accepted: readonly OperatorToken[] };
  query?: z.ZodObject;
  body?: z.ZodType<B>;
  response?: z.ZodType<R>;
  rawResponse?: readonly string[];
  /** Probes come every second; their lines would bury the others. */
  quiet?: boolean;
  handle: (input: { request: Request; isOperator: boolean; body: B }) => Promise<R | Response>;
};

/**
 * `defineRoute` for callers that are programs outside any workspace: probes, a scraper, a cron, a mail program. It never
 * reads a cookie or an API key, so there is nothing to forge and no `Origin` to ask for; it opens no transaction, so it
 * answers while the database does not. Registered like every other route.
 */
export function defineMachineRoute<R, B = undefined>(
  route: MachineRoute<R, B>,
): (request: Request) => Promise<Response> {
  const handler = async (request: Request): Promise<Response> => {
    const started = ticks();
    const requestId = newRequestId();
    let response: Response;
    try {
      const isOperator = await checkToken(request, route.token);
      const body = (route.body ? await readBody(request, route.body) : undefined) as B;
      const result = await route.handle({ request, isOperator, body });
      response = result instanceof Response ? result : jsonResponse(200, successBody(result));
    } catch (cause) {
      const error = toAppError(cause);
      if (error.status >= 500) captureError(error.cause ?? error, { requestId, route: route.path });
      response = failureResponse(error, requestId);
    }
    response.headers.set("x-request-id", requestId);
    const ms = ticks() - started;
    metrics()
      .requests.labels(route.path, route.method, String(response.status))
      .observe(ms / 1000);
    const line = { requestId, method: route.method, route: route.path, status: response.status, ms: Math.round(ms) };
    log()[route.quiet ? "debug" : "info"](line, "request");
    return response;
  };
  registerRoute({
    handler,
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    tag: route.tag,
    summary: route.summary,
    permission: "public",
    params: undefined,
    query: route.query,
    body: route.body,
    rawBody: undefined,
    response: route.response,
    rawResponse: route.rawResponse,
    status: 200,
    crossOrigin: false,
    paginated: false,
    idempotent: false,
    bodyLimitBytes: route.body ? machineBodyLimit : 0,
    rateLimit: "public",
    errors: [],
  });
  return handler;
}

const machineBodyLimit = 16 * 1024;

async function readBody<B>(request: Request, schema: z.ZodType<B>): Promise<B> {
  requireContentType(request, ["application/json"]);
  return parseInput(schema, parseJson(await readBytes(request, machineBodyLimit)));
}

/** @throws UnauthorizedError, RateLimitError when an address keeps guessing */
async function checkToken(request: Request, token: MachineRoute<unknown, unknown>["token"]): Promise<boolean> {
  if (token.need === "none") return false;
  const given = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const e = env();
  const isOperator = given !== undefined && token.accepted.some((name) => e[name] !== "" && safeEqual(given, e[name]));
  if (isOperator || (given === undefined && token.need === "optional")) return isOperator;
  await limitRequest("public", `ip:${clientIp(request.headers, e.TRUSTED_PROXIES) ?? "unknown"}`);
  throw new UnauthorizedError("OPERATOR_TOKEN_REQUIRED", "This address answers only to the operator's token.");
}
