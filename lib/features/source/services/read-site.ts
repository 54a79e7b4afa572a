import "server-only";
import { setTimeout } from "node:timers/promises";
import robotsParser from "robots-parser";
import { ticks } from "@/lib/platform/clock/clock";
import { readBytes } from "../readers/read-bytes";
import { type FailureCode, SourceFailure } from "../source.failure";
import type { SiteState } from "../source.queues";
import type { SourceRow } from "../source.repository";
import { fetchAside, fetchPage, robotName } from "./fetch-page";
import { type Prepared, prepareDocument } from "./save-document";
import { pageAddress, readSitemaps } from "./site-map";

/** How long one job reads; other jobs wait meanwhile. */
const sliceMs = 20_000;
const pauseMs = 250;
const longestPauseMs = 5_000;
/** Pages that are tried for each one that may be read, before a site that answers with errors is left alone. */
const triesPerPage = 3;
const mostQueued = 1_000;
const mostSeen = 2_000;
const longestRobots = 100_000;

type Hands = {
  signal: AbortSignal;
  /** Writes one page. @returns false when another run has taken over */
  save: (prepared: Prepared, progress: number) => Promise<boolean>;
};

/**
 * Reads pages of a site, one by one with a pause, until twenty seconds are over, there are no more or there are enough.
 * @param state how far an earlier job came; undefined at the beginning
 * @returns how far this one came; undefined when another run has taken over
 * @throws SourceFailure when the site cannot be read at all
 */
export async function readSite(
  source: SourceRow,
  state: SiteState | undefined,
  { signal, save }: Hands,
): Promise<SiteState | undefined> {
  const root = source.url ?? "";
  const site = state ?? (await survey(root, source.page_limit, signal));
  const robots = robotsParser(new URL("/robots.txt", root).href, site.robots);
  const pause = Math.min(longestPauseMs, Math.max(pauseMs, (robots.getCrawlDelay(robotName) ?? 0) * 1000));
  const until = ticks() + sliceMs;
  while (site.queue.length > 0 && site.read < source.page_limit && ticks() < until) {
    const [address = "", ...rest] = site.queue;
    site.queue = rest;
    if (robots.isAllowed(address, robotName) === false) continue;
    if (site.read + site.skipped >= source.page_limit * triesPerPage) {
      site.queue = [];
      break;
    }
    const isFirst = site.read + site.skipped === 0 && site.queue.length === 0;
    const page = await readPage(address, root, signal).catch((cause: unknown) => {
      if (!(cause instanceof SourceFailure)) throw cause;
      // Where the only address there is cannot be read, it says why.
      if (isFirst) throw cause;
      return cause.code;
    });
    if (typeof page === "string") skip(site, address, page);
    else if (page !== undefined) {
      const progress = Math.min(95, 5 + Math.round((90 * (site.read + 1)) / expected(site, source.page_limit)));
      if (!(await take(site, page, (prepared) => save(prepared, progress)))) return undefined;
    }
    await setTimeout(pause, undefined, { signal });
  }
  return site;
}

type Page = { address: string; prepared: Prepared; links: string[]; size: number };

/** Undefined for a page that leads away from the site. */
async function readPage(address: string, root: string, signal: AbortSignal): Promise<Page | undefined> {
  const { bytes, url, charset } = await fetchPage(address, signal);
  const final = pageAddress(url, root);
  if (final === undefined) return undefined;
  const read = await readBytes(bytes, { url, signal, ...(charset === undefined ? {} : { charset }) });
  const title = read.document.title || final.slice(0, 300);
  const prepared = await prepareDocument({ ...read.document, title }, final);
  return { address: final, prepared, links: read.links, size: bytes.length };
}

/** @returns false when another run has taken over */
async function take(site: SiteState, page: Page, save: (prepared: Prepared) => Promise<boolean>): Promise<boolean> {
  // Two addresses that lead to the same page.
  if (site.kept.includes(page.address)) return true;
  if (!(await save(page.prepared))) return false;
  site.kept.push(page.address);
  site.read += 1;
  site.bytes += page.size;
  if (site.follow) for (const link of page.links) add(site, pageAddress(link, page.address));
  return true;
}

const gone = new Set<FailureCode>(["URL_NOT_FOUND", "EMPTY_TEXT"]);

/** What cannot be read today stays known from before; what is gone does not. */
function skip(site: SiteState, address: string, code: FailureCode): void {
  site.skipped += 1;
  if (!gone.has(code)) site.kept.push(address);
}

function add(site: SiteState, address: string | undefined): void {
  if (address === undefined || site.seen.includes(address)) return;
  if (site.seen.length >= mostSeen || site.queue.length >= mostQueued) return;
  site.seen.push(address);
  site.queue.push(address);
}

const expected = (site: SiteState, limit: number): number =>
  Math.max(1, Math.min(limit, site.read + 1 + site.queue.length));

/** What robots.txt says and which pages the site's map names. @throws SourceFailure ROBOTS_FORBID and those of fetching */
async function survey(root: string, limit: number, signal: AbortSignal): Promise<SiteState> {
  const address = new URL("/robots.txt", root).href;
  const robotsText = ((await fetchAside(address, signal)) ?? "").slice(0, longestRobots);
  const robots = robotsParser(address, robotsText);
  const start = pageAddress(root, root) ?? root;
  const mapped = await readSitemaps(root, robots.getSitemaps(), { limit: limit * triesPerPage, signal });
  if (mapped.length === 0 && robots.isAllowed(start, robotName) === false) throw new SourceFailure("ROBOTS_FORBID");
  const site: SiteState = {
    ...{ queue: [], seen: [], kept: [], read: 0, skipped: 0, bytes: 0 },
    ...{ follow: mapped.length === 0, robots: robotsText },
  };
  for (const page of [start, ...mapped]) add(site, page);
  if (site.queue.every((page) => robots.isAllowed(page, robotName) === false)) throw new SourceFailure("ROBOTS_FORBID");
  return site;
}
