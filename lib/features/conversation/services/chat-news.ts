import "server-only";
import { newsChannel } from "@/lib/platform/http/news";

const news = newsChannel("conversations");

/** Tells the streams of this process that a conversation has gone on. */
export const announceChat = news.announce;
/** Resolves when there may be news of a conversation, at the latest after `ms`, or at once when the signal comes. */
export const waitForChat = news.wait;
