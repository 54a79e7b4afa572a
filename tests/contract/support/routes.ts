import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { listRoutes, type Method, type RouteEntry } from "@/lib/platform/http/registry";

export type Route = RouteEntry & { handler: RouteHandler; file: string };
export type LoadedRoutes = {
  routes: Route[];
  /** Handlers that did not register themselves under their own address. */
  unregistered: string[];
  /** Files without `dynamic = "force-dynamic"`. */
  notDynamic: string[];
};

const methods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** Catch-alls that answer for what does not exist; they have tests of their own. */
const catchAll = /\/\[\.\.\.[^/]+\]\/route\.ts$/;

/** Imports every route file below app/api and pairs its handlers with what they registered. */
export async function loadRoutes(root = process.cwd()): Promise<LoadedRoutes> {
  const apiDir = join(root, "app", "api");
  const files = readdirSync(apiDir, { recursive: true, encoding: "utf8" })
    .map((file) => join(apiDir, file).split(sep).join("/"))
    .filter((file) => file.endsWith("/route.ts") && !catchAll.test(file))
    .sort();
  const found: { method: Method; path: string; handler: RouteHandler; file: string }[] = [];
  const notDynamic: string[] = [];
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(file).href);
    const path = `/${relative(join(root, "app"), file)}`.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}");
    if (module.dynamic !== "force-dynamic") notDynamic.push(relative(root, file));
    for (const method of methods) {
      const handler = module[method];
      if (isHandler(handler)) found.push({ method, path, handler, file: relative(root, file) });
    }
  }
  const entries = new Map(listRoutes().map((entry) => [`${entry.method} ${entry.path}`, entry]));
  const routes: Route[] = [];
  const unregistered: string[] = [];
  for (const { method, path, handler, file } of found) {
    const entry = entries.get(`${method} ${path}`);
    if (entry) routes.push({ ...entry, handler, file });
    else unregistered.push(`${method} ${path}`);
  }
  return { routes, unregistered, notDynamic };
}

function isHandler(value: unknown): value is RouteHandler {
  return typeof value === "function";
}
