import type { z } from "zod";
import type { Permission } from "@/lib/platform/auth/permissions";
import type { RateClass } from "@/lib/platform/rate-limit/rate-limit";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/**
 * `public`: nobody needs to be signed in. `self`: any signed-in person, about themselves; no API key.
 * `account`: as `self`, but outside a transaction, for calls to Supabase Auth (in embedded mode it needs the database
 * for itself, so a transaction held meanwhile would wait for ever).
 * `visitor`: somebody on a client's website, with a session of the assistant that `{assistantKey}` of the path names; no
 * transaction is opened, an answer may take seconds.
 */
export type Access = "public" | "self" | "account" | "visitor" | Permission;

/** In production Next.js resolves `params` to undefined for a path without placeholders, whatever its types say. */
export type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = (request: Request, context: NextContext) => Promise<Response>;

export type RouteEntry = {
  handler: RouteHandler;
  method: Method;
  /** OpenAPI template, e.g. `/api/v1/projects/{projectId}`. */
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  permission: Access;
  params: z.ZodObject | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  rawBody: readonly string[] | undefined;
  response: z.ZodType | undefined;
  rawResponse: readonly string[] | undefined;
  status: number;
  /** Pages of other origins may call it. */
  crossOrigin: boolean;
  paginated: boolean;
  idempotent: boolean;
  bodyLimitBytes: number;
  rateLimit: RateClass;
  errors: readonly string[];
};

type Holder = typeof globalThis & { __atriumRoutes?: Map<string, RouteEntry> };

function routes(): Map<string, RouteEntry> {
  const holder = globalThis as Holder;
  holder.__atriumRoutes ??= new Map();
  return holder.__atriumRoutes;
}

export function registerRoute(entry: RouteEntry): void {
  routes().set(`${entry.method} ${entry.path}`, entry);
}

/** Every route loaded so far, by path and method. Import `app/api/v1/all-routes` first to have them all. */
export function listRoutes(): RouteEntry[] {
  return [...routes().values()].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}
