import type { RouteEntry } from "./registry";

export type FoundRoute = { route: RouteEntry; params: Record<string, string> };

/** What names a path as it stands; everything else (escapes, empty and dot segments) Next.js reads in its own way. */
const plainPath = /^(?:\/[\w~-][\w.~-]*)+$/;
const placeholder = /^\{(\w+)\}$/;

/**
 * Finds the route of a path, segment by segment; a name that is written out wins over a placeholder, as in Next.js.
 * @param routes whose paths are OpenAPI templates
 */
export function routeFinder(routes: readonly RouteEntry[]): (method: string, path: string) => FoundRoute | undefined {
  const bySize = new Map<string, { route: RouteEntry; segments: string[] }[]>();
  for (const route of routes) {
    const segments = route.path.split("/");
    const key = `${route.method} ${segments.length}`;
    bySize.set(key, [...(bySize.get(key) ?? []), { route, segments }]);
  }
  const rank = (segments: readonly string[]) =>
    segments.map((segment) => (placeholder.test(segment) ? "1" : "0")).join("");
  for (const entries of bySize.values()) entries.sort((a, b) => rank(a.segments).localeCompare(rank(b.segments)));
  const plain = new Map<string, FoundRoute>();
  for (const route of routes)
    if (!route.path.includes("{")) plain.set(`${route.method} ${route.path}`, { route, params: {} });
  return (method, path) => {
    const exact = plain.get(`${method} ${path}`);
    if (exact) return exact;
    if (!plainPath.test(path)) return undefined;
    const given = path.split("/");
    for (const { route, segments } of bySize.get(`${method} ${given.length}`) ?? []) {
      const params = paramsOf(segments, given);
      if (params) return { route, params };
    }
    return undefined;
  };
}

function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? "";
    const name = placeholder.exec(segment)?.[1];
    if (name === undefined) {
      if (segment !== value) return undefined;
    } else params[name] = value;
  }
  return params;
}
