import { env } from "@/lib/platform/env/env";
import type { RouteHandler } from "@/lib/platform/http/registry";
import type { Person } from "../factories/people";

export type Envelope = {
  success: boolean;
  // A test narrows what it reads with its own expectations; the contract suite checks the schema.
  data: never;
  error: string;
  code: string;
  details: Record<string, unknown>;
  message?: string;
  page?: { nextCursor: string | null };
  requestId: string;
};
export type Answer<T = unknown> = {
  status: number;
  headers: Headers;
  json: Omit<Envelope, "data"> & { data: T };
  text: string;
};

type Options = {
  as?: Person | { secret: string } | null;
  /** Path with ids filled in; the query goes here, too. */
  path: string;
  params?: Record<string, string>;
  method?: string;
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
};

/** Calls a route handler the way Next.js would, without a server in between. */
export async function call<T = unknown>(handler: RouteHandler, options: Options): Promise<Answer<T>> {
  const method = options.method ?? "GET";
  const headers = new Headers({ origin: new URL(env().SITE_URL).origin });
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.as && "secret" in options.as) headers.set("authorization", `Bearer ${options.as.secret}`);
  else if (options.as) headers.set("cookie", options.as.cookie);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const request = new Request(new URL(options.path, env().SITE_URL), {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const response = await handler(request, { params: Promise.resolve(options.params) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson ? JSON.parse(text) : {}) as Answer<T>["json"],
  };
}
