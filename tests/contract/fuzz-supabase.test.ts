import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { peerHeader } from "@/lib/platform/http/client-ip";
import { handleSupabase } from "@/lib/platform/supabase/front-door";
import { createWorld, type World } from "../factories/world";
import { expectedTables } from "./access-tables";
import { readTables } from "./support/catalogue";
import { anything, text } from "./support/hostile";
import { rememberWorld } from "./support/world-rows";

const numRuns = Math.ceil(Number(process.env.FUZZ_REQUESTS ?? 5000) / 10);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2_147_483_647);

let world: World;
let restore: () => Promise<void>;
const holder = globalThis as typeof globalThis & { __atriumPeerHeader?: boolean };

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  // Each request comes from an address of its own, else the limit of sign-ins would answer most of them.
  holder.__atriumPeerHeader = true;
  world = await createWorld();
  restore = await rememberWorld(await rawDatabase(), await readTables(await rawDatabase()), world);
});
afterAll(async () => {
  delete holder.__atriumPeerHeader;
  await restore();
});

const relations = Object.keys(expectedTables)
  .filter((name) => name.startsWith("public."))
  .map((name) => name.slice("public.".length));
const columns = ["id", "workspace_id", "name", "email", "role", "created_at", "scopes", "blueprint", "user_id"];
const operators = ["eq", "neq", "gt", "like", "ilike", "in", "is", "cs", "cd", "ov", "fts", "match", "not.eq", "any"];
const value = fc.oneof(text, fc.constantFrom("(1,2)", "{a,b}", "(", "null", "*", "1", "2026-01-01", "[1,2)"));
const condition = fc.tuple(
  fc.oneof(fc.constantFrom(...columns, "or", "and", "not.or", "__proto__", "constructor"), text),
  fc.oneof(
    fc.tuple(fc.constantFrom(...operators), value).map((pair) => pair.join(".")),
    fc.constantFrom("(id.eq.1,name.like.*)", "(and(id.eq.1", "()"),
    value,
  ),
);
const option = fc.oneof(
  fc.tuple(fc.constant("select"), fc.oneof(fc.constantFrom("*", "id,projects(*)", "count()", "a->b->>c", "*,*"), text)),
  fc.tuple(
    fc.constantFrom("limit", "offset"),
    fc.oneof(fc.constantFrom("-1", "0", "1e9", "99999999999999999999"), text),
  ),
  fc.tuple(fc.constant("order"), fc.oneof(fc.constantFrom("id.desc", "x.asc.nullslast", "id.sideways"), text)),
  fc.tuple(fc.constantFrom("on_conflict", "columns"), fc.oneof(fc.constantFrom(...columns), text)),
);
const header = fc.oneof(
  fc.tuple(
    fc.constant("prefer"),
    fc.constantFrom("return=representation", "count=exact", "resolution=merge-duplicates", "tx=rollback", "x=y"),
  ),
  fc.tuple(fc.constant("range"), fc.constantFrom("0-9", "9-0", "a-b", "-1")),
  fc.tuple(
    fc.constant("accept"),
    fc.constantFrom("application/vnd.pgrst.object+json", "text/csv", "application/vnd.pgrst.plan", "image/png"),
  ),
);
const body = fc.oneof(
  anything.map((thing) => JSON.stringify(thing) ?? "null"),
  fc
    .dictionary(fc.constantFrom(...columns, "password", "token", "type", "refresh_token"), anything, { maxKeys: 4 })
    .map((thing) => JSON.stringify(thing)),
  text,
);

type Shot = { method: string; path: string; query: [string, string][]; headers: [string, string][]; body: string };

const rest: fc.Arbitrary<Shot> = fc.record({
  method: fc.constantFrom("GET", "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD"),
  path: fc
    .oneof(fc.constantFrom(...relations, "rpc/my_workspaces", "rpc/x", ""), text.map(encode))
    .map((relation) => `rest/v1/${relation}`),
  query: fc.array(fc.oneof(condition, option), { maxLength: 3 }),
  headers: fc.array(header, { maxLength: 2 }),
  body,
});
const auth: fc.Arbitrary<Shot> = fc.record({
  method: fc.constantFrom("GET", "POST", "POST", "PUT", "DELETE"),
  path: fc
    .constantFrom(
      "signup",
      "token",
      "user",
      "recover",
      "otp",
      "verify",
      "logout",
      "resend",
      "authorize",
      "callback",
      "settings",
      "admin/users",
      "admin/users/1",
      "factors",
      "magiclink",
      "invite",
      "nothing",
    )
    .map((name) => `auth/v1/${name}`),
  query: fc.array(
    fc.tuple(
      fc.constantFrom("grant_type", "type", "token", "token_hash", "redirect_to", "provider", "code", "state", "scope"),
      fc.oneof(fc.constantFrom("password", "refresh_token", "pkce", "signup", "recovery", "google"), text),
    ),
    { maxLength: 3 },
  ),
  headers: fc.constant([]),
  body,
});
function encode(part: string): string {
  return encodeURIComponent(Buffer.from(part).toString());
}

async function fire(shot: Shot, bearer: string | undefined, n: number): Promise<Response> {
  const { SITE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const url = new URL(`/supabase/${shot.path}`, SITE_URL);
  for (const [name, content] of shot.query) url.searchParams.append(name, content);
  const headers = new Headers({ apikey: SUPABASE_PUBLISHABLE_KEY, "content-type": "application/json" });
  headers.set(peerHeader, `fd00::${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}`);
  if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
  for (const [name, content] of shot.headers) headers.set(name, content);
  const bare = shot.method === "GET" || shot.method === "HEAD";
  return await handleSupabase(new Request(url, { method: shot.method, headers, ...(bare ? {} : { body: shot.body }) }));
}

const leaks = /\n\s+at \S|node_modules|insert into|\.ts:\d|\bselect\b.+\bfrom\b/i;
let sent = 0;

it("has no door to the files", async () => {
  for (const path of ["storage/v1/bucket", "storage/v1/object/logos/x", "functions/v1/x", "", "pg/v1/query"]) {
    const answer = await fire({ method: "GET", path, query: [], headers: [], body: "" }, world.owner.token, 1);
    expect(answer.status, path).toBe(404);
  }
});

/** What a polluted prototype would hand to every object of the process. */
function inheritedByAll(): string[] {
  const names: string[] = [];
  for (const name in {}) names.push(name);
  return [...names, ...Object.keys(Object), ...Object.keys(Function.prototype)];
}

it.each([
  ["a column", "GET", [["__proto__", "neq.1"]], ""],
  ["a column's part", "GET", [["__proto__.polluted", "eq.1"]], ""],
  ["a path into JSON", "GET", [["constructor->prototype->>polluted", "eq.1"]], ""],
  ["a condition in a condition", "GET", [["or", "(id.eq.1,__proto__.neq.1)"]], ""],
  ["an order", "GET", [["order", "__proto__.desc"]], ""],
  ["a key", "POST", [], '{"name":"x","\\u005f_proto__":{"polluted":1}}'],
  ["a key in a list", "POST", [], '[{"a":{"__proto__":{"polluted":1}}}]'],
] as const)("refuses the name of the prototype as %s, and no object changes", async (_as, method, query, body) => {
  const shot = {
    method,
    path: "rest/v1/projects",
    query: query.map(([a, b]): [string, string] => [a, b]),
    headers: [],
    body,
  };
  const answer = await fire(shot, world.owner.token, 1);
  expect(answer.status).toBe(400);
  expect(inheritedByAll()).toEqual([]);
});

describe(`hostile requests to Supabase's own doors (seed ${seed})`, () => {
  it.each([
    ["Data API", rest],
    ["Auth", auth],
  ])("%s: no 5xx, no stack, no statement", async (_name, shots) => {
    const callers = [undefined, world.owner.token, world.stranger.token];
    await fc.assert(
      fc.asyncProperty(shots, fc.constantFrom(0, 1, 2), async (shot, caller) => {
        sent += 1;
        const answer = await fire(shot, callers[caller], sent);
        const said = await answer.text();
        expect(answer.status, `${answer.status} ${said.slice(0, 300)}`).toBeLessThan(500);
        if (answer.status >= 400) expect(said).not.toMatch(leaks);
        expect(inheritedByAll()).toEqual([]);
      }),
      { seed, numRuns, endOnFailure: true },
    );
  });
});
