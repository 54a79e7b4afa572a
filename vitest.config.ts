import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // `server-only` throws outside a React Server build; tests are the server.
      { find: "server-only", replacement: `${root}tests/harness/server-only.ts` },
    ],
  },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "tests/{integration,contract}/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
