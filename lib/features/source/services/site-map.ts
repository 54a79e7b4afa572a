import "server-only";
import { SourceFailure } from "../source.failure";
import { fetchAside } from "./fetch-page";

const mostMaps = 20;
const longestAddress = 1000;
/** What is no document. */
const notPages =
  /\.(?:png|jpe?g|gif|webp|avif|svg|ico|css|m?js|json|xml|rss|atom|zip|gz|tgz|rar|7z|exe|dmg|mp[34]|m4a|mov|avi|webm|ogg|wav|woff2?|ttf|otf|eot|xlsx?|pptx?|ics)$/i;
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref)$/;

/**
 * The address of a page as it is remembered: without what leads to a place on it or tells where a visitor came from.
 * Undefined when it is not of the same site, or not a document.
 */
export function pageAddress(text: string, root: string): string | undefined {
  if (!URL.canParse(text, root)) return undefined;
  const url = new URL(text, root);
  if (url.origin !== new URL(root).origin || notPages.test(url.pathname)) return undefined;
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  return url.href.length > longestAddress ? undefined : url.href;
}

/** Pages that the maps of a site name, and the maps that those name; none when there is no map. */
export async function readSitemaps(
  root: string,
  named: readonly string[],
  { limit, signal }: { limit: number; signal: AbortSignal },
): Promise<string[]> {
  const waiting = named.length > 0 ? [...named] : [new URL("/sitemap.xml", root).href];
  const pages = new Set<string>();
  for (let count = 0; count < mostMaps && waiting.length > 0 && pages.size < limit; count++) {
    const text = await fetchMap(waiting.shift() ?? "", signal);
    const isIndex = text.includes("<sitemapindex");
    for (const place of placesIn(text)) {
      if (isIndex) waiting.push(place);
      else {
        const page = pageAddress(place, root);
        if (page !== undefined) pages.add(page);
      }
      if (pages.size >= limit) break;
    }
  }
  return [...pages];
}

/** A map that cannot be had is none: the pages are found by their links then. */
async function fetchMap(address: string, signal: AbortSignal): Promise<string> {
  try {
    return (await fetchAside(address, signal)) ?? "";
  } catch (cause) {
    if (cause instanceof SourceFailure) return "";
    throw cause;
  }
}

const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" };

function placesIn(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]{1,2000})<\/loc>/g)].map(([, place = ""]) =>
    place
      .replace(/^<!\[CDATA\[|\]\]>$/g, "")
      .trim()
      .replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity),
  );
}
