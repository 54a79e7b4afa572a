import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { roles } from "@/lib/platform/auth/permissions";
import { rawDatabase } from "@/lib/platform/db/db";
import { createKey } from "../factories/people";
import { createWorld, type World } from "../factories/world";
import { expectedAccess, expectedRoles } from "./access-matrix";
import { readTables, type Table } from "./support/catalogue";
import { expectFailure, withoutRequestId } from "./support/envelope";
import {
  isWorkspaceRoute,
  parameterNames,
  rightCaller,
  rowIds,
  type Sample,
  sampleRequest,
  send,
  type Variation,
  visitorSession,
} from "./support/requests";
import { loadRoutes, type Route } from "./support/routes";
import { jsonSchemaOf } from "./support/sample";
import { hashWorld, nextWrite } from "./support/world-rows";

const { routes } = await loadRoutes();
const isMachine = (route: Route) => expectedAccess[route.operationId] === "machine";

let world: World;
let tables: Table[];
let before: Record<string, string>;
let untilHere: string;
let scopeless: { secret: string };

beforeAll(async () => {
  world = await createWorld();
  tables = await readTables(await rawDatabase());
  scopeless = await createKey(world.a, ["members.read"], "admin");
  before = await hashWorld(await rawDatabase(), tables, world);
  untilHere = await nextWrite(await rawDatabase());
});

// Every request of this file is refused; whatever it was, it must not have left a trace in either tenant.
afterEach(async () => {
  const next = await nextWrite(await rawDatabase());
  if (next === untilHere) return;
  untilHere = next;
  expect(await hashWorld(await rawDatabase(), tables, world)).toEqual(before);
});

/** As the owner, who may do everything, in the right workspace; then whatever the case wants to be wrong. */
async function ask(route: Route, change: Partial<Variation> = {}) {
  const named = route.path.includes("{workspaceId}") || !isWorkspaceRoute(route);
  return await send(route, {
    as: await rightCaller(route, world),
    sample: sampleRequest(route, world),
    ...(named ? {} : { workspace: world.a.slug }),
    ...change,
  });
}

describe.each(routes.filter((route) => !isMachine(route)).map((route) => [route.operationId, route] as const))(
  "%s",
  (_name, route) => {
    if (route.permission === "visitor") visitorSessions(route);
    else if (route.permission !== "public") credentials(route);
    if (isWorkspaceRoute(route)) tenancy(route);
    identifiers(route);
    queries(route);
    if (route.method !== "GET") bodies(route);
  },
);

function credentials(route: Route): void {
  it("without credentials: 401", async () => expectFailure(await ask(route, { as: null }), 401, "UNAUTHORIZED"));

  it("with a key that is wrong, misspelt or in the address: 401", async () => {
    const misspelt = scopeless.secret.slice(0, -1) + (scopeless.secret.endsWith("0") ? "1" : "0");
    for (const secret of ["atr_live_nonsense", "x", misspelt])
      expectFailure(await ask(route, { as: { secret } }), 401, "INVALID_API_KEY");
    expectFailure(await ask(route, { as: null, extraQuery: { api_key: scopeless.secret } }), 401, "API_KEY_IN_URL");
  });

  it("with a cookie that is not a session: 401", async () => {
    const [name = ""] = world.owner.cookie.split("=");
    for (const value of [
      "",
      "x",
      "base64-",
      "base64-e30",
      `base64-${Buffer.from('{"access_token":"a.b.c"}').toString("base64url")}`,
    ]) {
      const answer = await ask(route, { as: null, headers: { cookie: `${name}=${value}` } });
      expectFailure(answer, 401);
    }
  });

  it("with an access token that is none, or where a person has to be at Atrium itself: refused", async () => {
    for (const secret of ["a.b.c", `${world.owner.token.slice(0, -8)}AAAAAAAA`])
      expectFailure(await ask(route, { as: { secret } }), 401, "TOKEN_INVALID");
    if (!isWorkspaceRoute(route))
      expectFailure(await ask(route, { as: { secret: world.owner.token } }), 403, "SESSION_REQUIRED");
  });

  it("with an API key that may not: 403", async () => {
    const code = isWorkspaceRoute(route) ? "INSUFFICIENT_SCOPE" : "SESSION_REQUIRED";
    if (route.permission === "members.read") return expect(expectedAccess[route.operationId]).toBe("members.read");
    expectFailure(await ask(route, { as: scopeless }), 403, code);
  });
}

function visitorSessions(route: Route): void {
  it("without a session, or with somebody's cookie instead: 401", async () => {
    for (const as of [null, world.owner]) expectFailure(await ask(route, { as }), 401, "VISITOR_SESSION_REQUIRED");
  });

  it("with a session that is forged, another kind of token, or over: 401", async () => {
    const { secret } = await visitorSession(world.a);
    const [head = "", body = ""] = secret.split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
    for (const forged of ["x", "a.b.c", `${head}.${body}.AAAA`, unsigned, world.owner.token, scopeless.secret])
      expectFailure(await ask(route, { as: { secret: forged } }), 401, "VISITOR_SESSION_INVALID");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    try {
      expectFailure(await ask(route, { as: { secret } }), 401, "VISITOR_SESSION_EXPIRED");
    } finally {
      vi.useRealTimers();
    }
  });

  it("with a session of another assistant: 403", async () => {
    const as = await visitorSession(world.b);
    expectFailure(await ask(route, { as }), 403, "VISITOR_SESSION_ELSEWHERE");
  });
}

function tenancy(route: Route): void {
  const denied = roles.filter((role) => !expectedRoles[expectedAccess[route.operationId] ?? ""]?.includes(role));
  if (denied.length > 0)
    it(`as ${denied.join(", ")}, with a request that is otherwise right: 403`, async () => {
      for (const role of denied) expectFailure(await ask(route, { as: world[role] }), 403, "FORBIDDEN");
    });

  it("another tenant's workspace, an unknown and a malformed one: the same 404", async () => {
    const places = [world.b.id, world.b.slug, randomUUID(), "no-such-workspace", "../%00", "x".repeat(500)];
    const answers = [];
    for (const place of places) {
      const sample = sampleRequest(route, world);
      const answer = await ask(
        route,
        route.path.includes("{workspaceId}")
          ? { sample: { ...sample, params: { ...sample.params, workspaceId: place } } }
          : { workspace: place },
      );
      expectFailure(answer, 404, "NOT_FOUND");
      answers.push(withoutRequestId(answer));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it("as a stranger, and with another tenant's key: 404", async () => {
    expectFailure(await ask(route, { as: world.stranger }), 404, "NOT_FOUND");
    const place = route.path.includes("{workspaceId}")
      ? {
          sample: {
            ...sampleRequest(route, world),
            params: { ...sampleRequest(route, world).params, workspaceId: world.b.id },
          },
        }
      : { workspace: world.b.slug };
    expectFailure(await ask(route, { as: scopeless, ...place }), 404, "NOT_FOUND");
  });

  if (!route.path.includes("{workspaceId}"))
    it("without saying which workspace: 400", async () => {
      const { workspace: _left, ...rest } = { workspace: "", as: world.owner, sample: sampleRequest(route, world) };
      expectFailure(await send(route, rest), 400, "WORKSPACE_REQUIRED");
    });
}

function identifiers(route: Route): void {
  // A session is for one assistant: whatever else stands in the address, it is one of another.
  const isBound = (name: string) =>
    name === "workspaceId" || (name === "assistantKey" && route.permission === "visitor");
  const names = parameterNames(route.path).filter((name) => !isBound(name));
  for (const name of names) {
    it(`{${name}} of another tenant, unknown and malformed: the same 404`, async () => {
      // What a public address names is for everybody; its tests say until when.
      const foreign = route.permission === "public" ? undefined : rowIds[name]?.(world.b, world);
      const malformed = [
        "nonsense",
        "1",
        "00000000-0000-0000-0000-00000000000g",
        "'; drop table x",
        "%00",
        "..",
        "x".repeat(300),
      ];
      const answers = [];
      for (const id of [...(foreign === undefined ? [] : [foreign, randomUUID()]), ...malformed]) {
        const sample: Sample = sampleRequest(route, world);
        const answer = await ask(route, { sample: { ...sample, params: { ...sample.params, [name]: id } } });
        expectFailure(answer, 404, "NOT_FOUND");
        answers.push(withoutRequestId(answer));
      }
      expect(new Set(answers).size).toBe(1);
    });
  }
}

/** In the server's own form, with values that must not reach a cast. */
const forgedCursors = [
  ["2026-01-01T00:00:00Z", "x"],
  ["a line\nbreak", randomUUID()],
  ["now()", randomUUID()],
  ["2026-02-31 25:00:00+00", randomUUID()],
  ["1; drop table x", randomUUID()],
  ["9".repeat(30), randomUUID()],
].map(asCursor);
/** A page in the order of names may begin after any name. */
const namedCursors = forgedCursors.slice(0, 2);
const orderedByName = ["listProjectPeople"];

function asCursor(position: string[]): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function queries(route: Route): void {
  it("a parameter it does not know: refused", async () => {
    const answer = await ask(route, { extraQuery: { surprise: "1" } });
    expectFailure(answer, route.query ? 422 : 400, route.query ? "VALIDATION_FAILED" : "UNKNOWN_PARAMETER");
  });

  if (route.paginated)
    it("a limit or cursor that makes no sense: 422 or 400", async () => {
      for (const limit of ["0", "-1", "101", "1e20", "abc", "", "1.5"])
        expectFailure(await ask(route, { extraQuery: { limit } }), 422, "VALIDATION_FAILED");
      for (const cursor of [
        "x",
        "!!",
        "bnVsbA",
        ...(orderedByName.includes(route.operationId) ? namedCursors : forgedCursors),
      ])
        expectFailure(await ask(route, { extraQuery: { cursor } }), 400, "BAD_CURSOR");
      expectFailure(await ask(route, { extraQuery: { cursor: "" } }), 422, "VALIDATION_FAILED");
    });
}

function bodies(route: Route): void {
  it("from a foreign page, a null origin or none: 403", async () => {
    for (const origin of ["https://evil.example", "null", "", "http://localhost:3000.evil.example"])
      expectFailure(
        await ask(route, { headers: { origin } }),
        403,
        route.crossOrigin ? "ORIGIN_NOT_ALLOWED" : "BAD_ORIGIN",
      );
  });

  it("a body over its limit: 413", async () => {
    const raw = `{"x":"${"a".repeat(route.bodyLimitBytes)}"}`;
    expectFailure(await ask(route, { raw }), 413, "PAYLOAD_TOO_LARGE");
    expectFailure(
      await ask(route, { raw: "{}", headers: { "content-length": "99999999999" } }),
      413,
      "PAYLOAD_TOO_LARGE",
    );
  });

  if (route.body || route.rawBody)
    it("another content type: 415", async () => {
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "",
      ])
        expectFailure(
          await ask(route, { raw: "{}", headers: { "content-type": type } }),
          415,
          "UNSUPPORTED_MEDIA_TYPE",
        );
    });

  if (route.body) {
    it("a body that is not one JSON document: 400", async () => {
      const broken = [
        "{",
        "",
        "nul",
        '{"a":1}{"b":2}',
        '{"__proto__":{"admin":true}}',
        new Uint8Array([0xff, 0xfe, 0x7b]),
      ];
      for (const raw of broken.filter((candidate) => candidate !== ""))
        expectFailure(await ask(route, { raw }), 400, "BAD_JSON");
    });

    it("a field it does not know: 422, and named", async () => {
      for (const field of ["surprise", "role", "workspaceId", "id", "constructor", "is_admin"].filter(
        (name) => !declares(route, name),
      )) {
        const sample = sampleRequest(route, world);
        const answer = await ask(route, { sample: { ...sample, body: { ...(sample.body as object), [field]: "x" } } });
        expectFailure(answer, 422, "VALIDATION_FAILED");
        expect(answer.json.details.fields).toHaveProperty(field);
      }
    });

    it("a body of the wrong shape: 422", async () => {
      for (const raw of ["null", "[]", '"text"', "1", "true", "[[[[{}]]]]"])
        expectFailure(await ask(route, { raw }), 422, "VALIDATION_FAILED");
    });
  }
}

function declares(route: Route, field: string): boolean {
  return route.body !== undefined && Object.hasOwn(jsonSchemaOf(route.body).properties ?? {}, field);
}

describe("programs outside any workspace", () => {
  it.each(routes.filter(isMachine).map((route) => [route.operationId, route] as const))(
    "%s answers nobody's cookie or key, and a guessed token with 401",
    async (_name, route) => {
      for (const headers of [{ authorization: "Bearer guess" }, { authorization: `Bearer ${scopeless.secret}` }]) {
        const answer = await send(route, { as: world.owner, sample: sampleRequest(route, world), headers });
        if (answer.status < 400) expect(["getHealth"]).toContain(route.operationId);
        else expectFailure(answer, route.operationId === "unsubscribeFromMail" ? 404 : 401);
      }
    },
  );
});
