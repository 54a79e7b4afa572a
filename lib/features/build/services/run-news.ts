import "server-only";
import { newsChannel } from "@/lib/platform/http/news";

const news = newsChannel("runs");

/** Tells the streams of this process that a run has gone on. */
export const announceRun = news.announce;
/** Resolves when there may be news of a run, at the latest after `ms`, or at once when the signal comes. */
export const waitForNews = news.wait;
