import "server-only";
import type { GitHttpRequest, GitHttpResponse, HttpClient } from "isomorphic-git";
import { callOutside, OutboundError } from "@/lib/platform/http/outbound";
import { GitHubError } from "./github-error";

const callMs = 120_000;
/** Of one answer: the whole first-level history of a repository has to fit. */
export const maxPackBytes = 64 * 1024 * 1024;

/** Lets isomorphic-git speak through `callOutside`. @throws GitHubError unreachable, RangeError beyond `maxPackBytes` */
export function gitHttp(signal: AbortSignal): HttpClient {
  const request = async ({ url, method = "GET", headers = {}, body }: GitHttpRequest): Promise<GitHttpResponse> => {
    const parts: Uint8Array[] = [];
    if (body) for await (const part of body) parts.push(part);
    const answer = await callOutside(url, {
      method: method === "POST" ? "POST" : "GET",
      headers,
      ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      timeoutMs: callMs,
      maxBytes: maxPackBytes,
      signal,
    }).catch((cause: unknown) => {
      if (!(cause instanceof OutboundError) || cause.failure === "aborted") throw cause;
      if (cause.failure === "too_large") throw new RangeError("the repository is too large", { cause });
      throw new GitHubError("unreachable", cause.failure, null, { cause });
    });
    return {
      url: answer.url,
      method,
      statusCode: answer.status,
      statusMessage: String(answer.status),
      headers: Object.fromEntries(answer.headers),
      body: one(answer.bytes),
    };
  };
  return { request };
}

async function* one(bytes: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield bytes;
}
