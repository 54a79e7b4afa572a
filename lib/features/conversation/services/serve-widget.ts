import "server-only";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { env } from "@/lib/platform/env/env";
import { AppError, NotFoundError } from "@/lib/platform/errors/errors";
import { clientIp } from "@/lib/platform/http/client-ip";
import { toAppError } from "@/lib/platform/http/define-route";
import { captureError } from "@/lib/platform/log/capture";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";
import type { ChatAssistant } from "../chat-door.repository";
import { frameAncestors, originMatches } from "../chat-origins";
import files from "../embed-app.generated.json" with { type: "json" };
import { readChatAssistant } from "./open-chat";

const scriptHeaders = {
  "content-type": "text/javascript; charset=utf-8",
  "cross-origin-resource-policy": "cross-origin",
  vary: "Referer",
};

/**
 * The script that tells the launcher how its assistant looks. Where it may not, it is a script that does nothing and says so in
 * the console: the page it runs on is somebody else's.
 */
export async function widgetScript(request: Request, assistantKey: string): Promise<Response> {
  let assistant: ChatAssistant;
  try {
    assistant = await admitted(request, assistantKey);
  } catch (cause) {
    return idle(sentenceOf(cause));
  }
  if (!mayEmbed(request.headers.get("referer"), assistant.allowed_origins))
    return idle("This website is not among the addresses that the assistant's settings allow.");
  const { name, color, position, theme, avatar, language } = assistant;
  const config = JSON.stringify({ name, color, position, theme, avatar, language });
  const body = `(function(c){var a=window.__atrium;if(a&&a.configure)a.configure(c)})(${config});\n`;
  const etag = `"${sha256(body).toString("base64url")}"`;
  const headers = { ...scriptHeaders, etag, "cache-control": "private, max-age=300" };
  return request.headers.get("if-none-match") === etag
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers });
}

/** 200, because a browser does not run what comes with any other status. */
function idle(sentence: string): Response {
  const body = `console.warn(${JSON.stringify(`Atrium: ${sentence}`)});\n`;
  return new Response(body, { headers: { ...scriptHeaders, "cache-control": "private, no-store" } });
}

/** Pages that send no address get the script: their frame is still refused by its own policy. */
function mayEmbed(referer: string | null, allowed: readonly string[]): boolean {
  if (referer === null || !URL.canParse(referer)) return true;
  const { origin } = new URL(referer);
  return origin === new URL(env().SITE_URL).origin || originMatches(origin, allowed);
}

/** The page inside the frame. Which websites may frame it is its own policy, and nothing but our own files runs in it. */
export async function embedPage(request: Request, assistantKey: string): Promise<Response> {
  try {
    const { name, language, allowed_origins } = await admitted(request, assistantKey);
    const lang = language === "auto" ? "en" : language;
    return htmlPage(200, frameAncestors(allowed_origins), {
      lang,
      title: name,
      head: `<link rel="stylesheet" href="/embed-app/${files.style}"><script type="module" src="/embed-app/${files.script}"></script>`,
      body: `<body data-assistant="${escapeHtml(assistantKey)}"><div id="app"></div></body>`,
    });
  } catch (cause) {
    const { status } = cause instanceof AppError ? cause : toAppError(cause);
    const body = `<body><p>${escapeHtml(sentenceOf(cause))}</p></body>`;
    return htmlPage(status, "'self'", { lang: "en", title: "Atrium", head: "", body });
  }
}

type Html = { lang: string; title: string; head: string; body: string };

function htmlPage(status: number, ancestors: string, { lang, title, head, body }: Html): Response {
  const policy = [
    `frame-ancestors ${ancestors}`,
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title>${head}</head>${body}</html>`;
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
    },
  });
}

/** @throws NotFoundError, RateLimitError */
async function admitted(request: Request, assistantKey: string): Promise<ChatAssistant> {
  await limitRequest("visitor_ip_read", `ip:${clientIp(request.headers, env().TRUSTED_PROXIES) ?? "unknown"}`);
  return await readChatAssistant(assistantKey);
}

function sentenceOf(cause: unknown): string {
  const error = cause instanceof AppError ? cause : toAppError(cause);
  if (error.status >= 500) captureError(error.cause ?? error);
  return error instanceof NotFoundError ? "There is no assistant here, or it is switched off." : error.message;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? "");
