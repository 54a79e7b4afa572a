// The website of a made-up client, for the demo: another origin than Atrium's, with the policy of a careful shop.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const folder = new URL("./fjord-coffee/", import.meta.url);
const types = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" };
const files = new Map([
  ["/", "index.html"],
  ["/style.css", "style.css"],
  ["/icon.svg", "icon.svg"],
]);

/**
 * @param {{ port: number, atrium: string, assistantKey: string }} site
 * @returns {Promise<string | null>} why it does not stand, in one sentence; null when it does
 */
export function serveDemoSite({ port, atrium, assistantKey }) {
  const policy = [
    "default-src 'none'",
    `script-src ${atrium}`,
    `frame-src ${atrium}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types atrium",
  ].join("; ");
  const server = createServer((request, response) => {
    const file = files.get((request.url ?? "/").split("?", 1)[0] ?? "/");
    if (!file || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(file ? 405 : 404, {
        "content-type": "text/plain; charset=utf-8",
        "x-content-type-options": "nosniff",
      });
      return response.end(file ? "Only GET and HEAD.\n" : "There is nothing here.\n");
    }
    const text = readFileSync(new URL(file, folder), "utf8")
      .replaceAll("{{atrium}}", atrium)
      .replaceAll("{{assistant}}", assistantKey);
    response.writeHead(200, {
      "content-type": types[file.slice(file.lastIndexOf(".") + 1)],
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cache-control": "no-cache",
    });
    response.end(request.method === "HEAD" ? undefined : text);
  });
  server.requestTimeout = 10_000;
  return new Promise((resolve) => {
    server.once("error", (error) => {
      const busy = "code" in error && error.code === "EADDRINUSE";
      resolve(
        busy
          ? `Port ${port} is taken, so the demo website is left out. DEMO_SITE_PORT chooses another one, 0 none.`
          : `The demo website cannot listen on port ${port}: ${error.message}`,
      );
    });
    server.listen(port, () => {
      // It never keeps the process alive by itself.
      server.unref();
      resolve(null);
    });
  });
}
