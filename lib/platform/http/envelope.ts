import type { AppError } from "@/lib/platform/errors/errors";

/** Success: `{success:true, data, message?, page?}`. Failure: `{success:false, error, code, details?, requestId}`. */
export type Page = { nextCursor: string | null };

const noStore = { "cache-control": "private, no-store" };

export function successBody(
  data: unknown,
  extra: { message?: string | undefined; page?: Page | undefined } = {},
): Record<string, unknown> {
  return {
    success: true,
    data,
    ...(extra.message === undefined ? {} : { message: extra.message }),
    ...(extra.page === undefined ? {} : { page: extra.page }),
  };
}

export function jsonResponse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...noStore, ...headers },
  });
}

/** The only way a failure leaves this server. A 5xx says nothing of its cause. */
export function failureResponse(error: AppError, requestId: string, headers: Record<string, string> = {}): Response {
  return jsonResponse(
    error.status,
    {
      success: false,
      error: error.message,
      code: error.code,
      ...(error.details === undefined ? {} : { details: error.details }),
      requestId,
    },
    { ...error.headers, ...headers },
  );
}
