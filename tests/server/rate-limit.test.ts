import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "./harness";
import { type RedisPeer, startRedisPeer } from "./redis-peer";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** Each instance of the module is another process with its own local counters. */
async function anotherProcess(): Promise<typeof import("@/lib/platform/rate-limit/rate-limit")> {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "__atriumLimits");
  return await import("@/lib/platform/rate-limit/rate-limit");
}

describe.runIf(hasRedis || process.env.CI === "true")(
  "limits in a shared store (local peer of Upstash over Redis)",
  () => {
    let peer: RedisPeer;
    beforeAll(async () => {
      peer = await startRedisPeer(await freePort(), await freePort());
      Object.assign(process.env, {
        ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-limit-")),
        UPSTASH_REDIS_REST_URL: peer.url,
        UPSTASH_REDIS_REST_TOKEN: "local",
        RATE_LIMIT_SCALE: "0.1",
        LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
      });
      Reflect.deleteProperty(globalThis, "__atriumEnv");
    });
    afterAll(async () => {
      await peer.stop();
      for (const name of ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN", "RATE_LIMIT_SCALE"])
        delete process.env[name];
      Reflect.deleteProperty(globalThis, "__atriumEnv");
    });

    it("holds over two processes and answers with seconds to wait", async () => {
      const one = await anotherProcess();
      for (let n = 0; n < 6; n++) await one.limitRequest("auth", "ip:1");
      const two = await anotherProcess();
      const refused = await two.limitRequest("auth", "ip:1").catch((error: unknown) => error);
      expect(refused).toMatchObject({ status: 429, code: "RATE_LIMITED" });
      const wait = Number((refused as { headers: Record<string, string> }).headers["retry-after"]);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
    });

    it("keeps one caller's burst away from another", async () => {
      const { limitRequest } = await anotherProcess();
      for (let n = 0; n < 20; n++) await limitRequest("auth", "ip:burst").catch(() => undefined);
      expect(await limitRequest("auth", "ip:calm")).toMatchObject({ remaining: 5 });
    });

    it("falls back to its own counters when the store hangs, soon, and still limits", async () => {
      const { limitRequest } = await anotherProcess();
      peer.hang(true);
      const started = performance.now();
      await limitRequest("auth", "ip:hung");
      expect(performance.now() - started).toBeLessThan(1000);
      for (let n = 0; n < 5; n++) await limitRequest("auth", "ip:hung");
      await expect(limitRequest("auth", "ip:hung")).rejects.toMatchObject({ status: 429 });
      peer.hang(false);
    });
  },
);
