import "server-only";
import type { z } from "zod";
import { callOutside, type OutboundAnswer, OutboundError } from "@/lib/platform/http/outbound";
import { jsonOf, retryAt } from "@/lib/platform/http/outbound-answer";
import { failureOfStatus } from "@/lib/platform/http/provider-error";
import { HostError, type HostFailure } from "./host-error";

/** What a refusal says; `failure` only where its status alone would mislead. */
export type Refusal = { failure?: HostFailure | undefined; said: string; named?: readonly string[] | undefined };
export type HostToken = { token: string; team: string | null; signal?: AbortSignal | undefined };
type Caller = {
  /** Of the API, without a slash at the end. */
  base: string;
  token: string;
  signal?: AbortSignal | undefined;
  /** Reads the body of an answer that is no success. */
  refusalOf: (body: unknown) => Refusal;
};
export type HostCall = {
  method: "GET" | "POST" | "PATCH" | "PUT";
  /** With its query. */
  path: string;
  json?: unknown;
  bytes?: { type: string; content: Uint8Array; headers?: Record<string, string> };
  /** Milliseconds; default 20 seconds. */
  timeoutMs?: number;
};

const callMs = 20_000;
const maxBytes = 4 * 1024 * 1024;

/** Calls to one host's API with one token. Whatever is no success is thrown. @throws HostError, OutboundError aborted */
export function hostCaller({ base, token, signal, refusalOf }: Caller) {
  return async ({ method, path, json, bytes, timeoutMs = callMs }: HostCall): Promise<OutboundAnswer> => {
    const type = json === undefined ? bytes?.type : "application/json";
    const answer = await callOutside(`${base}${path}`, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        ...(type === undefined ? {} : { "content-type": type }),
        ...bytes?.headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(bytes === undefined ? {} : { body: bytes.content }),
      timeoutMs,
      maxBytes,
      ...(signal ? { signal } : {}),
    }).catch((cause: unknown) => {
      if (cause instanceof OutboundError && cause.failure !== "aborted")
        throw new HostError("unreachable", cause.failure, null, { cause });
      throw cause;
    });
    if (answer.status < 200 || answer.status > 299) throw refused(answer, refusalOf(jsonOf(answer.bytes)));
    return answer;
  };
}

const byStatus: Record<number, HostFailure> = { 400: "rejected", 402: "payment", 429: "rate_limited" };

function refused({ status, headers }: OutboundAnswer, { failure, said, named = [] }: Refusal): HostError {
  const kind = failure ?? byStatus[status] ?? failureOfStatus(status);
  const again = kind === "rate_limited" ? retryAt(headers) : null;
  return new HostError(kind, said || `status ${status}`, again, { named });
}

/** An answer in the form it has to have. @throws HostError unexpected */
export function readAnswer<T>(schema: z.ZodType<T>, answer: OutboundAnswer): T {
  const parsed = schema.safeParse(jsonOf(answer.bytes));
  if (!parsed.success) throw new HostError("unexpected", "an answer of another form", null, { cause: parsed.error });
  return parsed.data;
}

/** What `work` comes to, or undefined where the host knows no such thing, or this token may not know of it. */
export async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof HostError && ["not_found", "forbidden"].includes(cause.failure)) return undefined;
    throw cause;
  }
}
