import "server-only";
import type { z } from "zod";
import { refreshSession } from "@/lib/platform/auth/refresh-session";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import { ticks } from "@/lib/platform/clock/clock";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asUser, type Credentials, type Entered, type RequestContext, type Tx } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { type AppError, BadRequestError, DatabaseError } from "@/lib/platform/errors/errors";
import { fromDatabase } from "@/lib/platform/errors/from-database";
import { captureError } from "@/lib/platform/log/capture";
import { log } from "@/lib/platform/log/log";
import { metrics } from "@/lib/platform/metrics/metrics";
import { type RateClass, rateHeaders } from "@/lib/platform/rate-limit/rate-limit";
import { admit, admitAnyOrigin, admitVisitor, authorize } from "./admit";
import { clientIp } from "./client-ip";
import { markCrossOrigin, type OriginRule } from "./cross-origin";
import { failureResponse, jsonResponse, type Page, successBody } from "./envelope";
import { claimIdempotency, type IdempotencyClaim, idempotencyKeyOf, runOnce, storeIdempotent } from "./idempotency";
import { defaultBodyLimit, parseInput, parseJson, parseParams, readBytes, readQuery } from "./read-request";
import { type Access, type Method, type NextContext, type RouteHandler, registerRoute } from "./registry";
import { newRequestId } from "./request-id";

type UserCaller = Extract<Entered["caller"], { kind: "user" }>;
type Workspace = NonNullable<Entered["workspace"]>;
type SessionCredentials = Extract<Credentials, { kind: "session" }>;

type Input<P, Q, B> = { params: P; query: Q; body: B; bytes: Uint8Array; request: Request; context: RequestContext };
/**
 * Registers what must wait until the transaction has committed: mail, files, anything that leaves the database or needs it
 * for itself. Runs before the answer goes out; a value it returns replaces what `handle` returned.
 */
type AfterCommit<R> = (work: () => Promise<R | Reply<R> | Response | undefined>) => void;
/** What `handle` gets beside the input, by what the route asks of its caller. */
type Subject<A extends Access, R> = A extends "public"
  ? { credentials: Credentials | null }
  : A extends "visitor"
    ? { visitor: Visitor }
    : A extends "self"
      ? { tx: Tx; caller: UserCaller; credentials: SessionCredentials; afterCommit: AfterCommit<R> }
      : A extends "account"
        ? { caller: UserCaller; credentials: SessionCredentials }
        : {
            tx: Tx;
            caller: Entered["caller"];
            workspace: Workspace;
            credentials: Credentials;
            afterCommit: AfterCommit<R>;
          };

/** A result with more than data: a page, a sentence, another status or extra headers. */
export class Reply<T> {
  constructor(
    readonly data: T,
    readonly extra: { page?: Page; message?: string; status?: number; headers?: Headers } = {},
  ) {}
}

export function reply<T>(data: T, extra: Reply<T>["extra"] = {}): Reply<T> {
  return new Reply(data, extra);
}

export type RouteDefinition<A extends Access, P, Q, B, R, W = undefined> = {
  method: Method;
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  /** Required on purpose: a route without it does not compile. */
  permission: A;
  params?: z.ZodType<P> & z.ZodObject;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Content types of a body that is not JSON; `bytes` then carries it. */
  rawBody?: readonly string[];
  response?: z.ZodType<R>;
  /** Content types of an answer that is not the envelope; `handle` then returns a Response. */
  rawResponse?: readonly string[];
  status?: number;
  paginated?: boolean;
  /** Accepts `Idempotency-Key`: the same key and body get the first answer again. */
  idempotent?: boolean;
  bodyLimitBytes?: number;
  rateLimit?: RateClass;
  /**
   * Pages of other origins may call, as far as the rule allows each. Such a route takes no cookie into account, so that no page
   * can send one in somebody's name.
   */
  crossOrigin?: OriginRule;
  /** A GET that leaves a trace, in the audit log say. Every other GET runs in a transaction that cannot write. */
  leavesTrace?: boolean;
  /** Reachable while the workspace waits for its purge. */
  allowDeletedWorkspace?: boolean;
  /** Machine codes a caller should expect beside the common ones. */
  errors?: readonly string[];
  /**
   * For what waits on others, a language model above all. Runs in a transaction of its own; the work it returns runs after
   * that one has ended and before `handle`'s begins, so that nothing is held meanwhile. `handle` gets the result.
   */
  prepare?: (input: Input<P, Q, B> & Omit<Subject<A, R>, "afterCommit">) => Promise<() => Promise<W>>;
  /**
   * Takes back what the work of `prepare` left outside of the transaction, when `handle` failed. Runs after the transaction is
   * over; must be safe to run for work that left nothing.
   */
  giveBack?: (done: { workspace: Workspace; prepared: W }) => Promise<void>;
  handle: (input: Input<P, Q, B> & Subject<A, R> & { prepared: W }) => Promise<R | Reply<R> | Response>;
};

/**
 * The one way into the API. Order: request id, credentials, origin, rate limit, body cap, transaction as the caller,
 * workspace and role, permission, parse, idempotency, handle, output validation, one log line.
 */
export function defineRoute<
  A extends Access,
  P = Record<string, never>,
  Q = Record<string, never>,
  B = undefined,
  R = unknown,
  W = undefined,
>(route: RouteDefinition<A, P, Q, B, R, W>): RouteHandler {
  const isRead = route.method === "GET";
  const settings = {
    status: route.status ?? 200,
    bodyLimitBytes: route.bodyLimitBytes ?? defaultBodyLimit,
    rateLimit: route.rateLimit ?? (route.permission === "public" ? "public" : isRead ? "read" : "write"),
  };
  const handler: RouteHandler = async (received, next) => {
    const started = ticks();
    const e = env();
    const context: RequestContext = {
      requestId: newRequestId(),
      ip: clientIp(received.headers, e.TRUSTED_PROXIES),
      userAgent: received.headers.get("user-agent")?.slice(0, 300) ?? null,
    };
    const trace: { actor?: string; workspaceId?: string; code?: string } = {};
    const granted: { origin?: string } = {};
    let response: Response;
    let renewed: Awaited<ReturnType<typeof refreshSession>>;
    try {
      renewed = received.headers.has("authorization") ? undefined : await refreshSession(received);
      const request = renewed ? withCookies(received, renewed.cookieHeader) : received;
      response = await run(route, settings, { request, next, context, trace, granted });
    } catch (cause) {
      const error = toAppError(cause);
      trace.code = error.code;
      if (error.status >= 500) captureError(error.cause ?? error, { requestId: context.requestId, route: route.path });
      response = failureResponse(error, context.requestId);
    }
    response.headers.set("x-request-id", context.requestId);
    if (route.crossOrigin) markCrossOrigin(response.headers, granted.origin);
    // A route that signs in or out has the last word.
    if (renewed && !response.headers.has("set-cookie"))
      for (const cookie of renewed.setCookies) response.headers.append("set-cookie", cookie);
    const ms = ticks() - started;
    metrics()
      .requests.labels(route.path, route.method, String(response.status))
      .observe(ms / 1000);
    const line = {
      requestId: context.requestId,
      method: route.method,
      route: route.path,
      status: response.status,
      ms: Math.round(ms * 10) / 10,
      ...trace,
    };
    log()[response.status >= 500 ? "error" : "info"](line, "request");
    return response;
  };
  registerRoute({
    handler,
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    tag: route.tag,
    summary: route.summary,
    permission: route.permission,
    params: route.params,
    query: route.query,
    body: route.body,
    rawBody: route.rawBody,
    response: route.response,
    rawResponse: route.rawResponse,
    crossOrigin: route.crossOrigin !== undefined,
    paginated: route.paginated ?? false,
    idempotent: route.idempotent ?? false,
    errors: route.errors ?? [],
    ...settings,
  });
  return handler;
}

function withCookies(request: Request, cookieHeader: string): Request {
  const headers = new Headers(request.headers);
  headers.set("cookie", cookieHeader);
  return new Request(request, { headers });
}

export function toAppError(cause: unknown): AppError {
  return fromDatabase(cause) ?? new DatabaseError("INTERNAL", "Something went wrong on our side.", { cause });
}

type Settings = { status: number; bodyLimitBytes: number; rateLimit: RateClass };
type Call = {
  request: Request;
  next: NextContext;
  context: RequestContext;
  trace: { actor?: string; workspaceId?: string };
  /** The other origin whose page may read the answer. */
  granted: { origin?: string };
};

async function run<A extends Access, P, Q, B, R, W>(
  route: RouteDefinition<A, P, Q, B, R, W>,
  settings: Settings,
  call: Call,
): Promise<Response> {
  const { request, next, context, trace } = call;
  const rawParams = (await next.params) ?? {};
  const { rate, credentials, visitor } = await admitAny(route, settings, call, rawParams);
  const bytes = route.method === "GET" ? new Uint8Array() : await readBytes(request, settings.bodyLimitBytes);
  const url = new URL(request.url);
  const { workspace: asked, ...rawQuery } = readQuery(url);

  const parse = (): Input<P, Q, B> => ({
    params: (route.params ? parseParams(route.params, rawParams) : {}) as P,
    query: (route.query ? parseInput(route.query, rawQuery) : parseEmptyQuery(rawQuery)) as Q,
    body: (route.body ? parseInput(route.body, parseJson(bytes)) : undefined) as B,
    bytes,
    request,
    context,
  });
  const headers = rateHeaders(rate);
  type Handled = Parameters<typeof route.handle>[0];
  const handle = async (input: object) =>
    toResponse(route, settings, await route.handle(input as unknown as Handled), headers);
  if (visitor) return await handle({ ...parse(), visitor });
  if (route.permission === "public" || credentials === null) return await handle({ ...parse(), credentials });

  if (route.permission === "account") {
    const { caller } = await asUser(
      credentials,
      { ...context, workspace: null, readOnly: true },
      async (_tx, entered) => entered,
    );
    trace.actor = `user:${caller.kind === "user" ? caller.userId : ""}`;
    return await handle({ ...parse(), caller, credentials });
  }

  const readOnly = route.method === "GET" && !route.leavesTrace;
  const workspaceParam =
    typeof rawParams.workspaceId === "string" && route.path.includes("{workspaceId}")
      ? rawParams.workspaceId
      : (asked ?? null);
  /** A transaction as the caller; with an Idempotency-Key that was used before, the answer of then and nothing else. */
  const asCaller = async <T>(work: (tx: Tx, input: object, claim?: IdempotencyClaim) => Promise<T>) =>
    await asUser(
      credentials,
      { ...context, workspace: route.permission === "self" ? null : workspaceParam, readOnly },
      async (tx, entered) => {
        trace.actor = entered.caller.kind === "user" ? `user:${entered.caller.userId}` : `key:${entered.caller.keyId}`;
        if (entered.workspace) trace.workspaceId = entered.workspace.id;
        authorize(route, entered, workspaceParam);
        const input = { ...parse(), tx, caller: entered.caller, workspace: entered.workspace, credentials };
        const key = route.idempotent ? idempotencyKeyOf(request) : undefined;
        if (key === undefined) return await work(tx, input);
        const claim = {
          key,
          scope: `${trace.actor}@${entered.workspace?.id ?? "self"}`,
          route: `${route.method} ${route.path}`,
          bodyHash: sha256(Buffer.concat([Buffer.from(url.pathname), bytes])),
        };
        const earlier = await claimIdempotency(tx, claim);
        if (earlier) return jsonResponse(earlier.status, earlier.body, { ...headers, "idempotency-replayed": "true" });
        return await work(tx, input, claim);
      },
    );
  const { prepare } = route;
  const outside = prepare
    ? await asCaller(async (_tx, input, claim) => ({
        claim,
        workspace: "workspace" in input ? (input.workspace as Workspace) : undefined,
        work: await prepare(input as unknown as Parameters<typeof prepare>[0]),
      }))
    : undefined;
  if (outside instanceof Response) return outside;
  const prepared = outside && (await runOnce(outside.claim, outside.work));

  const pending: Parameters<AfterCommit<R>>[0][] = [];
  const giveBack = async () => {
    if (prepared !== undefined && outside?.workspace)
      await route.giveBack?.({ workspace: outside.workspace, prepared });
  };
  let response = await keepOrGiveBack(giveBack, (kept) =>
    asCaller(async (tx, input, claim) => {
      const afterCommit: AfterCommit<R> = (work) => pending.push(work);
      // The answer is checked against its schema before the commit: a wrong answer takes its effect back.
      const fresh = await handle({ ...input, afterCommit, prepared });
      if (claim) await storeIdempotent(tx, claim, fresh);
      kept();
      return fresh;
    }),
  );
  for (const work of pending) {
    const replacement = await work();
    if (replacement !== undefined) response = toResponse(route, settings, replacement, headers);
  }
  return response;
}

/** A visitor of a website, or everybody else. */
async function admitAny(
  route: Parameters<typeof admit>[0],
  settings: Settings,
  { request, context, trace, granted }: Call,
  params: Record<string, unknown>,
): Promise<Awaited<ReturnType<typeof admit>> & { visitor?: Visitor }> {
  if (route.permission === "public" && route.crossOrigin)
    return await admitAnyOrigin(route, settings.rateLimit, { request, context, params, granted });
  if (route.permission !== "visitor") return await admit(route, settings.rateLimit, request, context);
  const { visitor, rate } = await admitVisitor(route, { request, context, params, granted });
  trace.actor = `visitor:${visitor.visitorId}`;
  trace.workspaceId = visitor.workspaceId;
  return { visitor, rate, credentials: null };
}

/** Takes prepared work back when its transaction failed, or when another request with the same key was first. */
async function keepOrGiveBack<T>(giveBack: () => Promise<void>, work: (kept: () => void) => Promise<T>): Promise<T> {
  let isKept = false;
  try {
    const result = await work(() => {
      isKept = true;
    });
    if (!isKept) await giveBack();
    return result;
  } catch (error) {
    // What the request failed for is what its caller reads; a hold that could not be given back runs out by itself.
    await giveBack().catch((cause: unknown) => captureError(cause, {}));
    throw error;
  }
}

function parseEmptyQuery(raw: Record<string, string>): Record<string, never> {
  const [unknown] = Object.keys(raw);
  if (unknown !== undefined)
    throw new BadRequestError("UNKNOWN_PARAMETER", `The parameter "${unknown.slice(0, 60)}" is not known.`);
  return {};
}

function toResponse<R>(
  route: { response?: z.ZodType<R>; rawResponse?: readonly string[]; operationId: string },
  settings: Settings,
  result: R | Reply<R> | Response,
  headers: Record<string, string>,
): Response {
  if (result instanceof Response) {
    for (const [name, value] of Object.entries(headers)) result.headers.set(name, value);
    return result;
  }
  const wrapped = result instanceof Reply ? result : new Reply(result);
  // Strict output: a column that a schema does not name never leaves, and a wrong answer is our error, not the client's.
  const checked = route.response ? route.response.safeParse(wrapped.data) : undefined;
  if (checked && !checked.success) {
    throw new DatabaseError("INTERNAL", "Something went wrong on our side.", {
      cause: new Error(`${route.operationId} answered against its schema: ${checked.error.message}`),
    });
  }
  const { page, message, status, headers: own } = wrapped.extra;
  const response = jsonResponse(
    status ?? settings.status,
    successBody(checked ? checked.data : (wrapped.data ?? null), { page, message }),
    headers,
  );
  for (const [name, value] of own ?? []) response.headers.append(name, value);
  return response;
}
