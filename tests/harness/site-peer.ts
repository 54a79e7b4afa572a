import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Page = { status?: number; type?: string; body?: string | Uint8Array; location?: string; delayMs?: number };

export type SitePeer = {
  url: string;
  /** By path. What is missing is a 404. */
  pages: Map<string, Page>;
  /** Paths in the order of asking since `reset`. */
  asked: string[];
  reset: (pages?: Record<string, Page | string>) => void;
};

/** A website of somebody else's. For tests only. */
async function startSitePeer(): Promise<SitePeer> {
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push(path);
    const page = pages.get(path) ?? { status: 404, body: "not here" };
    const headers = page.location === undefined ? {} : { location: page.location };
    setTimeout(() => {
      response.writeHead(page.status ?? 200, { "content-type": page.type ?? "text/html; charset=utf-8", ...headers });
      response.end(page.body ?? "");
    }, page.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages,
    asked,
    reset: (next = {}) => {
      pages.clear();
      asked.length = 0;
      for (const [path, page] of Object.entries(next))
        pages.set(path, typeof page === "string" ? { body: page } : page);
    },
  };
}

const holder = globalThis as typeof globalThis & { __sitePeer?: Promise<SitePeer> };

/** One for all files of a process: the environment, which allows it, is read once. */
export function sitePeer(): Promise<SitePeer> {
  holder.__sitePeer ??= startSitePeer();
  return holder.__sitePeer;
}
