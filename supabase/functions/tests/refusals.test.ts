import assert from "node:assert/strict";
import { exportBuild } from "../_shared/export";
import { generateScaffold } from "../_shared/generate-scaffold";
import { ask, envelope, failureOf, nobody, projectId, withApp } from "./peer";

const idea = { projectId, idea: "an app for my gym" };

/** Refused by the function itself: the app is not asked, it is not even there. */
const refusals: [string, number, string, Parameters<typeof ask>[2]][] = [
  ["a wrong method", 405, "METHOD_NOT_ALLOWED", { method: "PUT", body: "{}" }],
  ["a GET", 405, "METHOD_NOT_ALLOWED", { method: "GET" }],
  ["an OPTIONS of an origin that is not listed", 405, "METHOD_NOT_ALLOWED", { method: "OPTIONS" }],
  ["JSON that is none", 400, "BAD_JSON", { body: "{" }],
  ["text that is not UTF-8", 400, "BAD_JSON", { body: new Uint8Array([0x7b, 0xff, 0x7d]) }],
  ["a body that touches prototypes", 400, "BAD_JSON", { body: '{"__proto__":{}}' }],
  ["another content type", 415, "UNSUPPORTED_MEDIA_TYPE", { body: "{}", headers: { "content-type": "text/plain" } }],
  ["a body that is no object", 422, "VALIDATION_FAILED", { body: "[]" }],
  ["no project", 422, "VALIDATION_FAILED", { body: '{"idea":"x"}' }],
  ["a project that climbs", 422, "VALIDATION_FAILED", { body: '{"projectId":"../../me","idea":"x"}' }],
  ["a body that is too large", 413, "PAYLOAD_TOO_LARGE", { body: "x".repeat(200_000) }],
  [
    "a body that is too large and does not say so",
    413,
    "PAYLOAD_TOO_LARGE",
    { body: new Blob(["x".repeat(200_000)]).stream() },
  ],
];
for (const [what, status, code, request] of refusals) {
  Deno.test(`${what}: ${status}`, async () => {
    const { response } = await ask(generateScaffold, nobody, request);
    const failure = await failureOf(response);
    assert.deepEqual([failure.status, failure.code], [status, code]);
    if (status === 405) assert.equal(response.headers.get("allow"), "POST");
  });
}

Deno.test("an export of what is no build, or of two at once: refused", async () => {
  for (const path of ["", "?buildId=x", "?buildId=..%2F..%2Fme"])
    assert.equal((await failureOf((await ask(exportBuild, nobody, { method: "GET", path })).response)).status, 422);
  const path = `?buildId=${projectId}&buildId=${projectId}`;
  assert.equal(
    (await failureOf((await ask(exportBuild, nobody, { method: "GET", path })).response)).code,
    "DUPLICATE_PARAMETER",
  );
});

Deno.test("a secret that is missing or of no use: 503 with its name, and never its value", async () => {
  const cases: [string, Record<string, string>][] = [
    ["ATRIUM_URL", { ATRIUM_URL: "" }],
    ["ATRIUM_URL", { ATRIUM_URL: "atrium.example" }],
    ["ATRIUM_URL", { ATRIUM_URL: "http://atrium.example" }],
    ["ATRIUM_ALLOWED_ORIGINS", { ATRIUM_ALLOWED_ORIGINS: "*" }],
    ["ATRIUM_TIMEOUT_SECONDS", { ATRIUM_TIMEOUT_SECONDS: "soon" }],
  ];
  for (const [name, secrets] of cases) {
    const { response } = await ask(generateScaffold, nobody, { body: JSON.stringify(idea), secrets });
    const { status, code, body } = await failureOf(response);
    assert.deepEqual([status, code, body.details], [503, "NOT_CONFIGURED", { variable: name }]);
    assert.match(body.error ?? "", new RegExp(name));
    for (const value of Object.values(secrets)) if (value) assert.ok(!body.error?.includes(value));
  }
});

Deno.test("pages of other origins read nothing, unless their origin is listed", async () => {
  const listed = { ATRIUM_ALLOWED_ORIGINS: "https://studio.example,https://other.example" };
  const from = (origin: string) => ({ headers: { origin }, body: JSON.stringify(idea) });
  await withApp(
    () => envelope(201, { success: true }),
    async ({ url }) => {
      const allowedTo = async (origin: string, secrets: Record<string, string>) => {
        const { response } = await ask(generateScaffold, url, { ...from(origin), secrets });
        await response.body?.cancel();
        return response.headers.get("access-control-allow-origin");
      };
      assert.equal(await allowedTo("https://studio.example", {}), null);
      assert.equal(await allowedTo("https://evil.example", listed), null);
      assert.equal(await allowedTo("https://studio.example", listed), "https://studio.example");
    },
  );
  // A page of a listed origin reads failures as well, and is told beforehand what it may send.
  const { response } = await ask(generateScaffold, nobody, { ...from("https://other.example"), secrets: listed });
  assert.equal(response.headers.get("access-control-allow-origin"), "https://other.example");
  assert.equal((await failureOf(response)).code, "APP_UNREACHABLE");
  const before = await ask(exportBuild, nobody, {
    method: "OPTIONS",
    headers: { origin: "https://studio.example" },
    secrets: listed,
  });
  assert.equal(before.response.status, 204);
  assert.equal(before.response.headers.get("access-control-allow-methods"), "GET, POST");
  assert.match(before.response.headers.get("access-control-allow-headers") ?? "", /authorization/);
});
