import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A client's website: another origin than ours, with the strictest policy under which the widget has to work. */
export type Website = { url: string; server: Server; close: () => Promise<void> };

const hostileStyle =
  "*{all:unset !important}div{display:none !important}button{opacity:0 !important}iframe{width:1px !important}";

export async function startWebsite(): Promise<Website> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [ours, key] = [url.searchParams.get("ours") ?? "", url.searchParams.get("key") ?? ""];
    if (url.pathname === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" });
      return response.end(url.search.includes("hostile") ? hostileStyle : "");
    }
    const style = url.searchParams.has("hostile") ? "/style.css?hostile" : "/style.css";
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [
        "default-src 'none'",
        `script-src ${ours}`,
        `frame-src ${ours}`,
        "style-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types atrium",
      ].join("; "),
    });
    const script = `<script src="${ours}/widget.js" data-assistant="${key}" async></script>`;
    response.end(`<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title><link rel="stylesheet" href="${style}">
      ${script}${url.searchParams.has("twice") ? script : ""}</head>
      <body><main><h1>A shop</h1><a href="#basket" id="basket">Basket</a></main></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
