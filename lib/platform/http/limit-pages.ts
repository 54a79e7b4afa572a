import "server-only";
import { env } from "@/lib/platform/env/env";
import { type AppError, RateLimitError } from "@/lib/platform/errors/errors";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";
import { clientIp } from "./client-ip";

/**
 * Counts a request for a page that needs no account, by address, as often a minute as calls without an account.
 * @returns a page that says how long to wait, once there were too many
 */
export async function limitPage(headers: Headers): Promise<Response | undefined> {
  try {
    await limitRequest("public", `page:${clientIp(headers, env().TRUSTED_PROXIES) ?? "unknown"}`);
    return undefined;
  } catch (error) {
    if (error instanceof RateLimitError) return tooMany(error);
    throw error;
  }
}

function tooMany({ status, headers }: AppError): Response {
  const seconds = Number(headers?.["retry-after"] ?? 60);
  return new Response(page(seconds === 1 ? "1 second" : `${seconds} seconds`), {
    status,
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}

/** Stands alone: whoever asks too often costs no rendering. */
const page = (wait: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Too many requests · Atrium</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; font-family: system-ui, sans-serif; line-height: 1.6;
  background: light-dark(#f8f8f5, #141715); color: light-dark(#1b1f1c, #e9ebe7); }
main { max-width: 520px; margin: 18vh auto 0; padding: 0 24px; }
h1 { font-size: 24px; letter-spacing: -0.02em; line-height: 1.3; }
</style>
</head>
<body>
<main>
<h1>That was a little too fast</h1>
<p>Pages like this one were asked for very often from your address in the last minute. Please wait ${wait}, then load it again.</p>
</main>
</body>
</html>
`;
