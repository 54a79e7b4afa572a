import type { NextConfig } from "next";

const config: NextConfig = {
  // Lets the end-to-end tests build beside a running development server.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    "@supabase/lite",
    "@electric-sql/pglite",
    "ws",
    "pg",
    "postgres",
    "pg-boss",
    "pino",
    "sharp",
    "@sentry/node",
    "prom-client",
  ],
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"] },
};

export default config;
