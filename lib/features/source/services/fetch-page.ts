import "server-only";
import { callOutside, OutboundError, type OutboundFailure } from "@/lib/platform/http/outbound";
import { type FailureCode, SourceFailure } from "../source.failure";

export type Fetched = { url: string; bytes: Uint8Array; charset?: string; type: string };

const timeoutMs = 15_000;
const maxBytes = 5_000_000;
const maxRedirects = 5;
/** As the website sees who comes, and as its robots.txt may name it. */
export const robotName = "Atrium";

const readable =
  /^(?:text\/|application\/(?:xhtml\+xml|pdf|octet-stream|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)|$)/;
const notText = /^text\/(?:css|javascript|calendar|vcard)/;

/** Fetches what may be a document. @throws SourceFailure, Error when `signal` says to stop */
export async function fetchPage(url: string, signal: AbortSignal): Promise<Fetched> {
  const answer = await call(url, signal);
  const code = failureOf(answer.status);
  if (code) throw new SourceFailure(code);
  const header = answer.headers.get("content-type")?.toLowerCase() ?? "";
  const type = header.split(";")[0]?.trim() ?? "";
  if (!readable.test(type) || notText.test(type)) throw new SourceFailure("URL_TYPE");
  const charset = /charset\s*=\s*"?([\w-]{2,40})/.exec(header)?.[1];
  return { url: answer.url, bytes: answer.bytes, type, ...(charset === undefined ? {} : { charset }) };
}

/** A small text beside the pages, such as robots.txt; undefined when there is none. @throws SourceFailure when nobody answers */
export async function fetchAside(url: string, signal: AbortSignal): Promise<string | undefined> {
  const answer = await call(url, signal);
  if (answer.status >= 500) throw new SourceFailure("URL_ERROR");
  return answer.status === 200 ? answer.bytes.toString("utf8") : undefined;
}

async function call(url: string, signal: AbortSignal) {
  try {
    return await callOutside(url, {
      timeoutMs,
      maxBytes,
      maxRedirects,
      signal,
      headers: {
        "user-agent": robotName,
        accept: "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5",
      },
    });
  } catch (cause) {
    if (!(cause instanceof OutboundError) || cause.failure === "aborted") throw cause;
    throw new SourceFailure(failures[cause.failure], { cause });
  }
}

const failures: Record<Exclude<OutboundFailure, "aborted">, FailureCode> = {
  bad_url: "URL_REFUSED",
  blocked: "URL_REFUSED",
  unresolved: "URL_UNKNOWN_HOST",
  unreachable: "URL_UNREACHABLE",
  timeout: "URL_TIMEOUT",
  too_large: "URL_TOO_LARGE",
  too_many_redirects: "URL_REDIRECTS",
};

function failureOf(status: number): FailureCode | undefined {
  if (status === 404 || status === 410) return "URL_NOT_FOUND";
  if (status === 401 || status === 403) return "URL_FORBIDDEN";
  if (status === 429) return "URL_BUSY";
  return status >= 200 && status < 300 ? undefined : "URL_ERROR";
}
