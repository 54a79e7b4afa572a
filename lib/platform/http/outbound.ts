import "server-only";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { env } from "@/lib/platform/env/env";
import { isPublicAddress, type PinnedAddress, resolveHost } from "./outbound-address";

export type OutboundFailure =
  | "bad_url"
  | "blocked"
  | "unresolved"
  | "unreachable"
  | "timeout"
  | "too_large"
  | "too_many_redirects"
  | "aborted";

/** The call did not come to an answer. The message says no more than `failure`: an open port must look like a closed one. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  constructor(
    readonly failure: OutboundFailure,
    options: { cause?: unknown } = {},
  ) {
    super(`outbound call failed: ${failure}`, options);
  }
}

export type OutboundCall = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For everything together: looking up, connecting, redirects, the whole body. Milliseconds. */
  timeoutMs: number;
  /** Of the answer's body; a longer one is cut off and is a failure. */
  maxBytes: number;
  /** Default 0: a redirect is then an answer like any other. */
  maxRedirects?: number;
  signal?: AbortSignal;
};
export type OutboundAnswer = { url: string; status: number; headers: Headers; bytes: Buffer };

type Rules = { allow: readonly string[]; resolve: (hostname: string) => Promise<PinnedAddress[]> };

/**
 * The one way to call an address that somebody outside has a say in. HTTPS on port 443 only; the name is looked up once,
 * every address it has must be public, and the connection goes to one of those; each redirect is checked anew and does not
 * carry credentials to another origin. No cookies, no proxy, no compression. `OUTBOUND_ALLOW` names the exceptions.
 * @throws OutboundError
 */
export async function callOutside(url: string, call: OutboundCall): Promise<OutboundAnswer> {
  return await callWith({ allow: env().OUTBOUND_ALLOW, resolve: resolveHost }, url, call);
}

/** `callOutside` with rules of one's own, for tests. @throws OutboundError */
export async function callWith(rules: Rules, url: string, call: OutboundCall): Promise<OutboundAnswer> {
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
  try {
    return await follow(rules, url, { ...call, signal });
  } catch (cause) {
    if (call.signal?.aborted) throw new OutboundError("aborted", { cause });
    if (timeout.aborted) throw new OutboundError("timeout", { cause });
    throw cause instanceof OutboundError ? cause : new OutboundError("unreachable", { cause });
  }
}

type Bounded = OutboundCall & { signal: AbortSignal };

async function follow(rules: Rules, first: string, call: Bounded): Promise<OutboundAnswer> {
  let url = parse(first);
  let { method = "GET", body, ...rest } = call;
  let headers = { ...call.headers };
  for (let left = call.maxRedirects ?? 0; ; left--) {
    const addresses = await unlessAborted(checkedAddresses(rules, url), call.signal);
    const answer = await exchange(url, addresses, {
      ...rest,
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const location = answer.headers.get("location");
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== null;
    if (!isRedirect || call.maxRedirects === undefined || call.maxRedirects === 0) return answer;
    if (left <= 0) throw new OutboundError("too_many_redirects");
    const next = parse(new URL(location, url).href);
    if (next.origin !== url.origin) headers = withoutCredentials(headers);
    if (answer.status === 303 || (method === "POST" && answer.status !== 307 && answer.status !== 308)) {
      method = "GET";
      body = undefined;
    }
    url = next;
  }
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "")
    throw new OutboundError("bad_url");
  return url;
}

const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);
function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secretHeaders.has(name.toLowerCase())));
}

/** Looking a name up cannot be called off; this stops waiting for it. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let giveUp = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new Error("aborted"));
    signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function checkedAddresses(rules: Rules, url: URL): Promise<PinnedAddress[]> {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const isAllowed = rules.allow.includes(`${url.hostname.toLowerCase()}:${port}`);
  if (!isAllowed && (url.protocol !== "https:" || port !== "443")) throw new OutboundError("blocked");
  const addresses = await rules.resolve(url.hostname).catch((cause: unknown) => {
    throw new OutboundError("unresolved", { cause });
  });
  if (addresses.length === 0) throw new OutboundError("unresolved");
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address))) throw new OutboundError("blocked");
  return addresses;
}

/** Answers every question of the socket with the addresses that were checked. */
function pinnedTo(addresses: PinnedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? "", first?.family);
  };
}

function exchange(url: URL, addresses: PinnedAddress[], call: Bounded): Promise<OutboundAnswer> {
  // Node sends the body of a DELETE without saying where it ends.
  const length = call.body === undefined ? {} : { "content-length": String(Buffer.byteLength(call.body)) };
  const options: RequestOptions = {
    method: call.method ?? "GET",
    headers: { "user-agent": "Atrium", "accept-encoding": "identity", ...length, ...call.headers },
    lookup: pinnedTo(addresses),
    // A socket kept alive would outlive the check of its address.
    agent: false,
    signal: call.signal,
  };
  return new Promise((resolve, reject) => {
    const open = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sent: ClientRequest = open(url, options, (response) => {
      readBody(response, call.maxBytes).then(
        (bytes) => resolve({ url: url.href, status: response.statusCode ?? 0, headers: headersOf(response), bytes }),
        (cause: unknown) => {
          sent.destroy();
          reject(cause);
        },
      );
    });
    sent.on("error", reject);
    sent.end(call.body);
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw new OutboundError("too_large");
    parts.push(part);
  }
  if (!response.complete) throw new OutboundError("unreachable");
  return Buffer.concat(parts);
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2)
    headers.append(response.rawHeaders[i] ?? "", response.rawHeaders[i + 1] ?? "");
  return headers;
}
