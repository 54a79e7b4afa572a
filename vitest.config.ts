import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = [
  { find: /^@\//, replacement: root },
  // `server-only` throws outside a React Server build; tests are the server.
  { find: "server-only", replacement: `${root}tests/harness/server-only.ts` },
];
// Booting PGlite takes seconds, so the files of a database project share one process and one database; each test makes
// its own workspace and never looks at another's.
const database = {
  setupFiles: ["tests/harness/setup.ts"],
  isolate: false,
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** Files that measure time-outs and delays: they have the machine to themselves. */
const measured = ["crash", "ingestion", "rate-limit"].map((name) => `tests/server/${name}.test.ts`);
const server = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        // The files share what they import: half of the time went into importing the Builder again. So no test replaces a module.
        test: {
          name: "unit",
          include: ["lib/**/*.test.ts", "components/**/*.test.ts"],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      { resolve: { alias }, test: { name: "integration", include: ["tests/integration/**/*.test.ts"], ...database } },
      {
        resolve: { alias },
        test: { name: "contract", include: ["tests/contract/**/*.test.ts"], ...database, testTimeout: 300_000 },
      },
      {
        resolve: { alias },
        test: { name: "server", include: ["tests/server/**/*.test.ts"], exclude: measured, ...server },
      },
      { resolve: { alias }, test: { name: "measured", include: measured, ...server } },
      {
        resolve: { alias },
        test: { name: "postgres", include: ["tests/postgres/**/*.test.ts"], ...database, testTimeout: 120_000 },
      },
    ],
  },
});
