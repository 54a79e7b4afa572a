/** The browser's one way to the API: envelope in, data or a typed error out. */

export type Page = { nextCursor: string | null };
export type ApiResult<T> = { data: T; message: string | undefined; page: Page | undefined };
export type QueryValue = string | number | boolean | null | undefined;
export type RequestOptions = {
  query?: Record<string, QueryValue>;
  body?: unknown;
  /** Raw upload: sent as it is, with its own content type. */
  file?: Blob;
  signal?: AbortSignal;
  /** One key per user action. A retry of the same action passes the same key. */
  idempotencyKey?: string;
};

type Envelope =
  | { success: true; data: unknown; message?: string; page?: Page }
  | { success: false; error: string; code: string; details?: unknown; requestId?: string };

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string | null;
  /** Seconds to wait, from Retry-After. */
  readonly retryAfter: number | null;

  constructor(init: {
    status: number;
    code: string;
    message: string;
    details?: unknown;
    requestId?: string | null;
    retryAfter?: number | null;
  }) {
    super(init.message);
    this.name = "ApiError";
    this.status = init.status;
    this.code = init.code;
    this.details = isRecord(init.details) ? init.details : {};
    this.requestId = init.requestId ?? null;
    this.retryAfter = init.retryAfter ?? null;
  }

  /** Messages by field path, empty unless this is a validation error. */
  get fields(): Record<string, string> {
    const fields = this.details.fields;
    if (!isRecord(fields)) return {};
    return Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `randomUUID` exists only in secure contexts; a studio's LAN address over http is not one. */
export function newIdempotencyKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  }).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const search = params.toString();
  return `/api/v1/${path}${search === "" ? "" : `?${search}`}`;
}

async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<ApiResult<T>> {
  const headers = new Headers({ accept: "application/json" });
  let body: BodyInit | undefined;
  if (options.file !== undefined) {
    headers.set("content-type", options.file.type);
    body = options.file;
  } else if (method !== "GET") {
    headers.set("content-type", "application/json");
    body = JSON.stringify(options.body ?? {});
  }
  if (method === "POST") headers.set("idempotency-key", options.idempotencyKey ?? newIdempotencyKey());

  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      ...(body === undefined ? {} : { body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError({
      status: 0,
      code: "NETWORK",
      message: "We could not reach Atrium. Check your connection and try again.",
    });
  }
  return readEnvelope<T>(response);
}

async function readEnvelope<T>(response: Response): Promise<ApiResult<T>> {
  const requestId = response.headers.get("x-request-id");
  if (response.status === 204) return { data: undefined as T, message: undefined, page: undefined };
  const parsed: unknown = await response.json().catch(() => undefined);
  if (!isEnvelope(parsed)) {
    throw new ApiError({
      status: response.status,
      code: "UNREADABLE",
      message: "The answer from the server could not be read.",
      requestId,
    });
  }
  if (parsed.success) return { data: parsed.data as T, message: parsed.message, page: parsed.page };
  const wait = Number(response.headers.get("retry-after"));
  throw new ApiError({
    status: response.status,
    code: parsed.code,
    message: parsed.error,
    details: parsed.details,
    requestId: parsed.requestId ?? requestId,
    retryAfter: Number.isFinite(wait) && wait > 0 ? wait : null,
  });
}

function isEnvelope(value: unknown): value is Envelope {
  if (!isRecord(value)) return false;
  return value.success === true ? "data" in value : value.success === false && typeof value.error === "string";
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>("GET", path, options),
  post: <T>(path: string, options?: RequestOptions) => request<T>("POST", path, options),
  put: <T>(path: string, options?: RequestOptions) => request<T>("PUT", path, options),
  patch: <T>(path: string, options?: RequestOptions) => request<T>("PATCH", path, options),
  delete: <T>(path: string, options?: RequestOptions) => request<T>("DELETE", path, options),
};
