import { beforeAll, describe, expect, it } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { createWorld, type World } from "../factories/world";
import { expectedAccess } from "./access-matrix";
import { readTables } from "./support/catalogue";
import { expectFailure } from "./support/envelope";
import { isWorkspaceRoute, rightCaller, sampleRequest, send } from "./support/requests";
import { loadRoutes, type Route } from "./support/routes";
import { elsewhere, successes } from "./support/successes";
import { hashWorld, rememberWorld } from "./support/world-rows";

const { routes } = await loadRoutes();
const isMachine = (route: Route) => expectedAccess[route.operationId] === "machine";
let world: World;
let restore: () => Promise<void>;

beforeAll(async () => {
  world = await createWorld();
  // The files share one database: another one's hostile requests have used up the tries of the sample's address.
  await (await rawDatabase()).deleteFrom("private.throttle").execute();
  restore = await rememberWorld(await rawDatabase(), await readTables(await rawDatabase()), world);
});

async function succeed(route: Route) {
  const change = (await successes[route.operationId]?.(world, routes)) ?? {};
  const named = route.path.includes("{workspaceId}") || !isWorkspaceRoute(route);
  return await send(route, {
    as: await rightCaller(route, world),
    sample: sampleRequest(route, world),
    ...(named ? {} : { workspace: world.a.slug }),
    ...change,
  });
}

describe("a request that is right", () => {
  it.each(routes.filter((route) => !isMachine(route)).map((route) => [route.operationId, route] as const))(
    "%s answers as its schema says",
    async (name, route) => {
      try {
        const answer = await succeed(route);
        const known = elsewhere[name];
        if (known) return expectFailure(answer, known.status);
        expect([answer.status, answer.text.slice(0, 300)]).toEqual([route.status, expect.any(String)]);
        expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
        expect(answer.headers.get("ratelimit-policy")).toMatch(/^"default";q=\d+;w=\d+$/);
        expect(answer.headers.get("ratelimit")).toMatch(/^"default";r=\d+;t=\d+$/);
        if (route.rawResponse) {
          const type = answer.headers.get("content-type") ?? "";
          expect(route.rawResponse.some((allowed) => type.startsWith(allowed))).toBe(true);
          return;
        }
        expect(answer.headers.get("cache-control")).toContain("no-store");
        const { success, data, message, page, ...rest } = answer.json;
        expect([success, rest]).toEqual([true, {}]);
        if (message !== undefined) expect(typeof message).toBe("string");
        if (route.paginated) expect(page).toEqual({ nextCursor: null });
        expect(route.response, "a JSON answer without a schema").toBeDefined();
        // Equal after parsing: no field the schema does not name, none it would have to change.
        expect(route.response?.parse(data)).toEqual(data);
        expect(answer.text).not.toMatch(
          /"(?:password|encrypted_password|token_hash|body_hash|access_token|refresh_token)":/,
        );
      } finally {
        await restore();
      }
    },
  );

  it("names every route that is not asked for its success, and no other", () => {
    const names = routes.map((route) => route.operationId);
    for (const name of [...Object.keys(elsewhere), ...Object.keys(successes)]) expect(names).toContain(name);
  });
});

describe("a read", () => {
  it.each(
    routes
      .filter((route) => route.method === "GET" && isWorkspaceRoute(route))
      .map((route) => [route.operationId, route] as const),
  )("%s shows nothing of another tenant", async (_name, route) => {
    const answer = await succeed(route);
    for (const secret of [world.b.id, world.b.slug, world.b.projectId, world.b.owner.email, world.b.owner.id])
      expect(answer.text).not.toContain(secret);
  });

  it("changes nothing but what it has to record", async () => {
    const tables = (await readTables(await rawDatabase())).filter(
      ({ name }) =>
        !["public.audit_logs", "public.audit_actors", "private.audit_heads", "public.activity_feed"].includes(name),
    );
    await restore();
    const before = await hashWorld(await rawDatabase(), tables, world);
    for (const route of routes.filter(
      (candidate) =>
        candidate.method === "GET" &&
        !isMachine(candidate) &&
        !["getWorkspaceLogo", "streamChat"].includes(candidate.operationId),
    ))
      await succeed(route);
    expect(await hashWorld(await rawDatabase(), tables, world)).toEqual(before);
  });
});
