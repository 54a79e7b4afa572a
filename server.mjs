// Serves Atrium: `node server.mjs` (production) or `node server.mjs --dev`.
// Beside Next.js's own command it knows the peer's real address, says what went wrong in one sentence, and ends tidily.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, ServerResponse } from "node:http";
import { join } from "node:path";
import nextEnv from "@next/env";
import next from "next";
import { serveDemoSite } from "./demo/serve.mjs";

const dev = process.argv.includes("--dev");
nextEnv.loadEnvConfig(process.cwd(), dev);
process.env.NODE_ENV = dev ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";

const port = Number(process.env.PORT || 3000);
const dataDir = process.env.ATRIUM_DATA_DIR || ".atrium";
const embedded = !process.env.DATABASE_URL && !process.env.SUPABASE_URL;
const lockFile = join(dataDir, "running.pid");

/** @param {string} sentence */
function giveUp(sentence) {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 1 || port > 65535)
  giveUp(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
if (!dev && !existsSync(".next/BUILD_ID"))
  giveUp('There is no production build yet. Run "npm run build" first, or "npm run dev" for development.');

/** Two processes on one PGlite folder would damage it. */
function lockDataFolder() {
  if (!embedded) return;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (existsSync(lockFile)) {
      const pid = Number(readFileSync(lockFile, "utf8"));
      if (pid !== process.pid && isAlive(pid))
        giveUp(
          `Another Atrium (process ${pid}) is using ${dataDir}. Stop it, or set ATRIUM_DATA_DIR to another folder.`,
        );
    }
    writeFileSync(lockFile, String(process.pid));
  } catch (error) {
    giveUp(
      `The data folder ${dataDir} cannot be written (${error.code ?? error.message}). Make it writable, or set ATRIUM_DATA_DIR to another folder.`,
    );
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // A container restarts with the same small numbers: only a Node.js process counts.
    const command = `/proc/${pid}/cmdline`;
    return !existsSync("/proc/self") || (existsSync(command) && readFileSync(command, "utf8").includes("server.mjs"));
  } catch {
    return false;
  }
}

/**
 * Next.js sends the headers, each piece of the body and its end apart. What is known at once leaves in one packet here;
 * what comes later is not held back.
 */
class GatheredResponse extends ServerResponse {
  flushHeaders() {
    this.cork();
    setImmediate(() => {
      // The end of a response lets everything go.
      if (!this.writableEnded) this.uncork();
    });
    super.flushHeaders();
  }
}

const server = createServer({ ServerResponse: GatheredResponse });
server.on("error", (error) => {
  const busy = "code" in error && error.code === "EADDRINUSE";
  giveUp(
    busy
      ? `Port ${port} is taken. Stop what is using it, or choose another: PORT=${port + 1} npm run ${dev ? "dev" : "start"}`
      : `The server cannot listen on port ${port}: ${error.message}`,
  );
});
// Slow or endless requests must not hold a socket for ever.
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;

server.listen(port, () => {
  lockDataFolder();
  // See lib/platform/http/client-ip.ts: only this server may vouch for the header.
  globalThis.__atriumPeerHeader = true;
  globalThis.__atriumGiveUp = giveUp;
  // Called by lib/features/start-process.ts once the database is open: only then do the demo's account and its password exist.
  globalThis.__atriumStarted = announce;
  void serve();
});

async function serve() {
  const app = next({ dev, dir: process.cwd(), port, httpServer: server, turbopack: dev });
  const handle = app.getRequestHandler();
  const ready = app.prepare();
  server.on("request", (request, response) => {
    request.headers["x-atrium-peer"] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
    // Open in production once everything has started (app/api/v1/open-door.ts).
    if (globalThis.__atriumDoor?.(request, response)) return;
    ready
      .then(() => handle(request, response))
      .catch((error) => {
        console.error(error);
        if (!response.headersSent) response.writeHead(503, { "content-type": "text/plain", "retry-after": "2" });
        response.end("Atrium is not ready.");
      });
  });
  try {
    await ready;
  } catch (error) {
    giveUp(error.message);
  }
  // Next.js may put off the start until somebody asks. In development it compiles what it is asked for: first what somebody
  // will look at first, then what a start needs (app/dev/start), which would hold up the page.
  for (const path of dev ? ["/", "/dev/start"] : ["/api/health"])
    await fetch(`http://localhost:${port}${path}`).catch(() => {});
}

/** @param {{ port: number, address: string, atrium: string, assistantKey: string } | null} demoSite */
async function announce(demoSite) {
  const address = process.env.SITE_URL ?? `http://localhost:${port}`;
  const missing = demoSite && (await serveDemoSite(demoSite));
  // See lib/platform/env/public-config.ts: pages lead to it only while it stands.
  if (demoSite && !missing) globalThis.__atriumDemoSite = demoSite.address;
  console.log(`\n  Atrium is ready: ${address}`);
  if (demoSite)
    console.log(
      missing ? `  ${missing}` : `  Demo website:    ${demoSite.address}   (a client's site with its assistant)`,
    );
  const secrets = join(dataDir, "secrets.json");
  if (embedded && process.env.DEMO !== "false" && existsSync(secrets)) {
    const { demoPassword } = JSON.parse(readFileSync(secrets, "utf8"));
    console.log(`  Demo sign-in:    demo@atrium.local / ${demoPassword}   (or one click on "Open the demo")`);
    console.log(`  Mailbox:         ${address}/dev/mail`);
    console.log(`  Data:            ${dataDir}   ("npm run reset" starts over)`);
  }
  console.log("");
}

let ending = false;
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    // Requests under way get up to 20 s; then the process ends whatever they do.
    setTimeout(() => process.exit(1), 20_000).unref();
    server.closeIdleConnections();
    server.close();
    await globalThis.__atriumShutdown?.();
    if (embedded) rmSync(lockFile, { force: true });
    process.exit(0);
  });
}
