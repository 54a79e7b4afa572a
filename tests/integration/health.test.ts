import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { GET as ready } from "@/app/api/health/ready/route";
import { GET as alive } from "@/app/api/health/route";
import { GET as scrape } from "@/app/api/metrics/route";
import { verifyAllChains } from "@/lib/features/audit/services/verify-chain";
import type { Readiness } from "@/lib/features/health/health.schema";
import { checkDatabase } from "@/lib/features/health/services/check-local";
import { forgetReadiness } from "@/lib/features/health/services/check-readiness";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { runCheck } from "@/lib/platform/health/check";
import { call } from "../harness/call";
import { startOpenAiPeer } from "../harness/openai-peer";

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
beforeEach(async () => {
  await rawDatabase();
  forgetReadiness();
});

describe("/api/health", () => {
  it("answers without anybody signed in and without the database", async () => {
    const answer = await call<{ status: string }>(alive, { as: null, path: "/api/health" });
    expect([answer.status, answer.json.data.status]).toEqual([200, "up"]);
    expect((await alive(new Request(`${env().SITE_URL}/api/health`, { method: "HEAD" }))).status).toBe(200);
  });
});

describe("/api/health/ready", () => {
  // No worker runs here: what earlier tests left to it has been due for as long as those tests took.
  beforeEach(async () => {
    await sql`update pgboss.job set start_after = now() where state < 'active' and start_after < now()`.execute(
      await rawDatabase(),
    );
  });

  it("shows each part's state to anybody, and the reasons to operators only", async () => {
    const open = await call<Readiness>(ready, { as: null, path: "/api/health/ready" });
    expect(open.status).toBe(200);
    expect(open.json.data.components).toMatchObject({
      database: { state: "up" },
      auth: { state: "up" },
      storage: { state: "up" },
      jobs: { state: "up" },
      ai: { state: "not_configured" },
      mail: { state: "up" },
      payments: { state: "not_configured" },
    });
    expect(open.text).not.toContain("message");
    for (const token of [env().METRICS_TOKEN, env().INTERNAL_TOKEN]) {
      const detailed = await call<Readiness>(ready, { as: null, path: "/api/health/ready", headers: bearer(token) });
      expect(detailed.json.data.components.jobs.message).toMatch(/^oldest due job waits/);
    }
    expect((await call(ready, { as: null, path: "/api/health/ready", headers: bearer("wrong") })).status).toBe(401);
  });

  it("asks the configured language model's server, and says when its key is refused", async () => {
    const peer = await startOpenAiPeer();
    const kept = { OPENAI_BASE_URL: env().OPENAI_BASE_URL, OPENAI_API_KEY: undefined };
    const stateOfAi = async () => {
      forgetReadiness();
      const answer = await call<Readiness>(ready, { as: null, path: "/api/health/ready" });
      return [answer.status, answer.json.data.components.ai.state];
    };
    try {
      Object.assign(env(), { OPENAI_BASE_URL: peer.url, OPENAI_API_KEY: "sk-peer" });
      expect(await stateOfAi()).toEqual([200, "up"]);
      Object.assign(env(), { OPENAI_API_KEY: "sk-wrong" });
      expect(await stateOfAi()).toEqual([200, "degraded"]);
    } finally {
      Object.assign(env(), kept);
      await peer.stop();
    }
    expect(await stateOfAi()).toEqual([200, "not_configured"]);
  });

  it("answers 503 while the database has not been started, and does not start it", async () => {
    const holder = globalThis as { __atriumRuntime?: unknown };
    const kept = holder.__atriumRuntime;
    delete holder.__atriumRuntime;
    try {
      const answer = await call<Readiness>(ready, { as: null, path: "/api/health/ready" });
      expect([answer.status, answer.json.data.status]).toEqual([503, "down"]);
      expect(answer.json.data.components.database.state).toBe("down");
      expect(holder.__atriumRuntime).toBeUndefined();
    } finally {
      holder.__atriumRuntime = kept;
    }
    expect((await checkDatabase()).state).toBe("up");
  });

  it("keeps the nightly walk over the audit chains in sight", async () => {
    const check = await verifyAllChains();
    const answer = await call<Readiness>(ready, {
      as: null,
      path: "/api/health/ready",
      headers: bearer(env().METRICS_TOKEN),
    });
    expect(answer.json.data.components.audit).toMatchObject({
      state: "up",
      message: expect.stringContaining(`${check.workspaces} workspaces sound`),
    });
  });

  it("calls a part that hangs down, when its own time is up", async () => {
    const found = await runCheck(() => new Promise(() => {}), 30);
    expect(found).toMatchObject({ state: "down", message: "no answer in 30 ms" });
  });
});

describe("/api/metrics", () => {
  it("is Prometheus text for its own token and nobody else", async () => {
    expect((await call(scrape, { as: null, path: "/api/metrics" })).status).toBe(401);
    const wrong = await call(scrape, { as: null, path: "/api/metrics", headers: bearer(env().INTERNAL_TOKEN) });
    expect([wrong.status, wrong.json.code]).toEqual([401, "OPERATOR_TOKEN_REQUIRED"]);
    const answer = await call(scrape, { as: null, path: "/api/metrics", headers: bearer(env().METRICS_TOKEN) });
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(answer.text).toContain(
      'atrium_http_request_duration_seconds_count{route="/api/metrics",method="GET",status="401"}',
    );
  });
});
