import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peerApp } from "./github-oauth-peer";
import { type GitHubPeer, startGitHubPeer } from "./github-peer";
import { type NetlifyPeer, startNetlifyPeer } from "./netlify-peer";
import { type RailwayPeer, startRailwayPeer } from "./railway-peer";
import { sitePeer } from "./site-peer";
import { startVercelPeer, type VercelPeer } from "./vercel-peer";

// Before anything reads the environment. Tests never touch a database that somebody keeps: only a temporary folder, or
// the local server named in TEST_DATABASE_URL.
const database = process.env.TEST_DATABASE_URL;
for (const name of [
  "DATABASE_URL",
  "SUPABASE_URL",
  "RESEND_API_KEY",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "OPENAI_MODEL",
  "OPENAI_PRICES",
  "ENCRYPTION_KEYS",
  "UPSTASH_REDIS_REST_URL",
  "SENTRY_DSN",
  "PORT",
  "SITE_URL",
])
  delete process.env[name];
if (database) {
  const { hostname } = new URL(database);
  if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new Error(`TEST_DATABASE_URL must be a local server, not ${hostname}`);
  process.env.DATABASE_URL = database;
}
// One peer each for all files of a process: the environment is read once.
const holder = globalThis as typeof globalThis & {
  __githubPeer?: Promise<GitHubPeer>;
  __vercelPeer?: Promise<VercelPeer>;
  __netlifyPeer?: Promise<NetlifyPeer>;
  __railwayPeer?: Promise<RailwayPeer>;
};
holder.__githubPeer ??= startGitHubPeer();
holder.__vercelPeer ??= startVercelPeer();
holder.__netlifyPeer ??= startNetlifyPeer();
holder.__railwayPeer ??= startRailwayPeer();
const peers = await Promise.all([holder.__githubPeer, holder.__vercelPeer, holder.__netlifyPeer, holder.__railwayPeer]);
const [github, vercel, netlify, railway] = peers;
Object.assign(process.env, {
  GITHUB_URL: github.url,
  GITHUB_API_URL: `${github.url}/api/v3`,
  GITHUB_EXPORT_CLIENT_ID: peerApp.clientId,
  GITHUB_EXPORT_CLIENT_SECRET: peerApp.clientSecret,
  VERCEL_API_URL: vercel.url,
  NETLIFY_API_URL: netlify.url,
  RAILWAY_API_URL: `${railway.url}/graphql/v2`,
  OUTBOUND_ALLOW: [...peers, await sitePeer()].map(({ url }) => new URL(url).host).join(","),
  NODE_ENV: "test",
  ATRIUM_DATA_DIR: process.env.TEST_DATA_DIR ?? mkdtempSync(join(tmpdir(), "atrium-test-")),
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
  RATE_LIMIT_SCALE: "1000",
  // More than the fuzzer builds in one workspace.
  GENERATIONS_PER_DAY: "1000",
  DEMO: "false",
  // Tests of finding by words say what words find; those of vectors turn them on.
  ASSISTANT_EMBEDDINGS: "off",
});
await import("@/lib/features/boot");
