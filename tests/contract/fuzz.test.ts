import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { createKey } from "../factories/people";
import { createWorld, type World } from "../factories/world";
import { expectedScopes } from "./access-matrix";
import { readTables } from "./support/catalogue";
import { type Hostile, hostileRequest } from "./support/hostile";
import { isWorkspaceRoute, rowIds, sampleRequest, visitorSession } from "./support/requests";
import { loadRoutes, type Route } from "./support/routes";
import { rememberWorld } from "./support/world-rows";

const total = Number(process.env.FUZZ_REQUESTS ?? 5000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2_147_483_647);
const { routes } = await loadRoutes();
/** Sign-in and its like answer after 400 ms on purpose; compiling and exporting cost CPU. */
const isSlow = (route: Route) => route.rateLimit === "auth" || route.rateLimit === "heavy";
const slowShare = Math.max(2, Math.round(total / 200));
const quick = routes.filter((route) => !isSlow(route));
const share = Math.ceil((total - slowShare * (routes.length - quick.length)) / quick.length);

let world: World;
let key: { secret: string };
let visitor: { secret: string };
let restore: () => Promise<void>;
let sent = 0;
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => void rejections.push(reason);

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  process.on("unhandledRejection", onRejection);
  world = await createWorld();
  key = await createKey(world.a, [...expectedScopes] as Parameters<typeof createKey>[1], "admin");
  visitor = await visitorSession(world.a);
  restore = await rememberWorld(await rawDatabase(), await readTables(await rawDatabase()), world);
});

afterAll(() => void process.off("unhandledRejection", onRejection));

/** A request may have deleted the workspace or ended a session: the next route starts from the same world. */
async function startOver(): Promise<void> {
  const db = await rawDatabase();
  for (const person of [world.owner, world.viewer, world.stranger])
    await sql`insert into auth.sessions (id, user_id, created_at, updated_at) values (${person.sessionId}, ${person.id}, now(), now())
      on conflict do nothing`.execute(db);
  await restore();
}

async function fire(route: Route, hostile: Hostile): Promise<Response> {
  const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(Buffer.from(hostile.params[name] ?? "").toString()),
  );
  const url = new URL(path, env().SITE_URL);
  for (const [name, value] of hostile.query) url.searchParams.append(name, value);
  if (isWorkspaceRoute(route) && !route.path.includes("{workspaceId}"))
    url.searchParams.append("workspace", world.a.slug);
  const headers = new Headers({
    origin: new URL(env().SITE_URL).origin,
    "content-type": route.rawBody?.[0] ?? "application/json",
  });
  const { who } = hostile;
  if (route.permission === "visitor" && who !== "nobody") headers.set("authorization", `Bearer ${visitor.secret}`);
  else if (who === "key") headers.set("authorization", `Bearer ${key.secret}`);
  else if (who !== "nobody") headers.set("cookie", world[who].cookie);
  for (const [name, value] of Object.entries(hostile.headers)) headers.set(name, value);
  const request = new Request(url, {
    method: route.method,
    headers,
    ...(route.method === "GET" ? {} : { body: hostile.body }),
  });
  sent += 1;
  return await route.handler(request, { params: Promise.resolve(hostile.params) });
}

const internals =
  /\n\s+at \S|node_modules|pglite|kysely|\bselect\b.+\bfrom\b|insert into|violates|syntax error|\.ts:\d/i;

const eventWaitMs = 500;

/** Streams that are followed go on for minutes: their first events are read, then the caller hangs up. */
async function bodyOf(route: Route, response: Response): Promise<string> {
  if (
    route.method !== "GET" ||
    !response.headers.get("content-type")?.startsWith("text/event-stream") ||
    !response.body
  )
    return await response.text();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const late = new Promise<undefined>((done) => void setTimeout(done, eventWaitMs));
  let text = "";
  while (!text.includes("\ndata:")) {
    const next = await Promise.race([reader.read(), late]);
    if (!next || next.done) break;
    text += next.value;
  }
  await reader.cancel();
  return text;
}

async function inspect(route: Route, hostile: Hostile): Promise<void> {
  const response = await fire(route, hostile);
  const body = await bodyOf(route, response);
  const told = `${response.status} ${body.slice(0, 300)}`;
  expect(response.status, told).toBeLessThan(500);
  if (response.status < 400) return;
  const parsed: unknown = JSON.parse(body);
  expect(parsed).toMatchObject({
    success: false,
    code: expect.any(String),
    error: expect.any(String),
    requestId: expect.any(String),
  });
  // What a field error repeats came from the request itself.
  const { details: _details, ...rest } = parsed as Record<string, unknown>;
  expect(JSON.stringify(rest)).not.toMatch(internals);
  expect(response.headers.get("cache-control")).toContain("no-store");
}

describe(`hostile requests (seed ${seed})`, () => {
  it.each(routes.map((route) => [route.operationId, route] as const))(
    "%s never answers with a 5xx",
    async (_name, route) => {
      const foreign = Object.fromEntries(Object.entries(rowIds).map(([name, of]) => [name, of(world.b, world)]));
      const requests = hostileRequest(route, sampleRequest(route, world), foreign);
      const numRuns = isSlow(route) ? slowShare : share;
      try {
        await fc.assert(
          fc.asyncProperty(requests, (hostile) => inspect(route, hostile)),
          { seed, numRuns, endOnFailure: true },
        );
      } finally {
        await startOver();
      }
      expect(rejections).toEqual([]);
    },
  );

  it("sent as many as promised", () => {
    expect(sent).toBeGreaterThanOrEqual(total);
  });
});
