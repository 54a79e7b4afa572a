import assert from "node:assert/strict";
import { exportBuild } from "../_shared/export";
import { generateScaffold } from "../_shared/generate-scaffold";
import { appId, ask, envelope, failureOf, nobody, projectId, withApp, withRawAnswer } from "./peer";

const idea = JSON.stringify({ projectId, idea: "an app for my gym" });
const save = { body: idea };
const zip = { method: "GET", path: `?buildId=${projectId}` };

Deno.test("a generation goes to the project's builds with the caller's credentials, and nothing else of the caller's", async () => {
  const created = () => envelope(201, { success: true, data: { version: 3 } }, { ratelimit: '"default";r=29;t=60' });
  await withApp(created, async ({ url, seen }) => {
    const { response, log } = await ask(generateScaffold, url, {
      path: "?workspace=acme",
      body: JSON.stringify({ projectId, idea: "x", stack: "hono-postgres" }),
      headers: { cookie: "session=1", "idempotency-key": "k1", apikey: "anon", "x-forwarded-for": "1.2.3.4" },
    });
    assert.equal(response.status, 201);
    assert.deepEqual(await response.json(), { success: true, data: { version: 3 } });
    assert.equal(response.headers.get("x-request-id"), appId);
    assert.equal(response.headers.get("ratelimit"), '"default";r=29;t=60');
    assert.equal(seen.length, 1);
    assert.equal(seen[0]?.path, `/api/v1/projects/${projectId}/builds?workspace=acme`);
    assert.deepEqual(JSON.parse(seen[0]?.body ?? ""), { idea: "x", stack: "hono-postgres" });
    const sent = seen[0]?.headers;
    assert.equal(sent?.get("authorization"), "Bearer atr_live_x");
    assert.equal(sent?.get("idempotency-key"), "k1");
    for (const name of ["cookie", "apikey", "x-forwarded-for", "origin"]) assert.equal(sent?.get(name), null, name);
    assert.equal(JSON.parse(log).requestId, appId);
    assert.doesNotMatch(log, /atr_live/);
  });
});

Deno.test("what Atrium refuses arrives as Atrium said it", async () => {
  const refused = { success: false, error: "Later.", code: "GENERATION_LIMIT", requestId: appId };
  await withApp(
    () => envelope(429, refused, { "retry-after": "60", "set-cookie": "a=b", server: "x" }),
    async ({ url }) => {
      const { response } = await ask(generateScaffold, url, save);
      assert.equal((await failureOf(response)).code, "GENERATION_LIMIT");
      assert.equal(response.headers.get("retry-after"), "60");
      assert.equal(response.headers.get("set-cookie"), null);
    },
  );
});

Deno.test("an export to GitHub or a host goes to the build's exports, fields untouched", async () => {
  await withApp(
    () => envelope(202, { success: true, data: { id: "e" } }),
    async ({ url, seen }) => {
      const body = JSON.stringify({ buildId: projectId, target: "new_repository", repository: "gym" });
      const { response } = await ask(exportBuild, url, { body });
      assert.equal(response.status, 202);
      await response.body?.cancel();
      assert.equal(seen[0]?.path, `/api/v1/builds/${projectId}/exports`);
      assert.deepEqual(JSON.parse(seen[0]?.body ?? ""), { target: "new_repository", repository: "gym" });
    },
  );
});

Deno.test("a ZIP is handed on piece by piece: its beginning is here before its end is made", async () => {
  const end = Promise.withResolvers<void>();
  const pieces = () =>
    new ReadableStream<Uint8Array>({
      start: async (controller) => {
        controller.enqueue(new TextEncoder().encode("PK begin"));
        await end.promise;
        controller.enqueue(new TextEncoder().encode(" end"));
        controller.close();
      },
    });
  const headers = {
    "x-request-id": appId,
    "content-type": "application/zip",
    "content-disposition": 'attachment; filename="gym-v1.zip"',
  };
  await withApp(
    () => new Response(pieces(), { headers }),
    async ({ url, seen }) => {
      const { response } = await ask(exportBuild, url, { ...zip, path: `${zip.path}&ci=gitlab&workspace=acme` });
      assert.equal(seen[0]?.path, `/api/v1/builds/${projectId}/download?ci=gitlab&workspace=acme`);
      assert.equal(response.headers.get("content-type"), "application/zip");
      assert.equal(response.headers.get("content-disposition"), 'attachment; filename="gym-v1.zip"');
      const reader = response.body?.getReader();
      assert.equal(new TextDecoder().decode((await reader?.read())?.value), "PK begin");
      end.resolve();
      assert.equal(new TextDecoder().decode((await reader?.read())?.value), " end");
      assert.equal((await reader?.read())?.done, true);
    },
  );
});

const cutHead = `HTTP/1.1 200 OK\r\nx-request-id: ${appId}\r\ncontent-type: application/zip\r\n`;
for (const [what, head] of [
  ["with a length", `${cutHead}content-length: 1000\r\n\r\nPK`],
  ["in chunks", `${cutHead}transfer-encoding: chunked\r\n\r\n2\r\nPK\r\n`],
] as const) {
  Deno.test(`a ZIP ${what} that breaks off breaks off for the caller: never a short success`, async () => {
    await withRawAnswer(head, { hold: false }, async (url) => {
      const { response } = await ask(exportBuild, url, zip);
      assert.equal(response.status, 200);
      await assert.rejects(response.arrayBuffer());
    });
  });
}

Deno.test("a ZIP that stops half-way runs out of time", async () => {
  await withRawAnswer(`${cutHead}content-length: 1000\r\n\r\nPK`, { hold: true }, async (url) => {
    const { response } = await ask(exportBuild, url, { ...zip, secrets: { ATRIUM_TIMEOUT_SECONDS: "0.3" } });
    await assert.rejects(response.arrayBuffer());
  });
});

Deno.test("an app that does not answer: 504; one that is not there, or hangs up: 502", async () => {
  await withRawAnswer("", { hold: true }, async (url) => {
    const { response, log } = await ask(generateScaffold, url, { ...save, secrets: { ATRIUM_TIMEOUT_SECONDS: "0.3" } });
    assert.deepEqual([response.status, (await failureOf(response)).code], [504, "TIMEOUT"]);
    assert.match(log, /"code":"TIMEOUT"/);
  });
  await withRawAnswer("", { hold: false }, async (url) => {
    const { response } = await ask(generateScaffold, url, save);
    assert.deepEqual([response.status, (await failureOf(response)).code], [502, "APP_UNREACHABLE"]);
  });
  for (const request of [save, zip]) {
    const { response, log } = await ask("body" in request ? generateScaffold : exportBuild, nobody, request);
    const { body, code } = await failureOf(response);
    assert.deepEqual([response.status, code], [502, "APP_UNREACHABLE"]);
    // The cause is the operator's to read, not the caller's.
    assert.doesNotMatch(JSON.stringify(body), /127\.0\.0\.1/);
    assert.match(log, /"cause":"[^"]*127\.0\.0\.1/);
  }
});

Deno.test("what is not Atrium is not handed on, and no redirect carries the key elsewhere: 502", async () => {
  const strangers = [
    () => new Response("<h1>Down</h1>", { status: 503, headers: { "content-type": "text/html" } }),
    () => Response.json({ success: true, data: "forged" }),
    () => new Response(null, { status: 308, headers: { location: "/elsewhere", "x-request-id": appId } }),
  ];
  for (const stranger of strangers) {
    await withApp(stranger, async ({ url, seen }) => {
      const { response } = await ask(generateScaffold, url, save);
      assert.deepEqual([response.status, (await failureOf(response)).code], [502, "APP_UNREADABLE"]);
      assert.equal(seen.length, 1);
    });
  }
});

Deno.test("a caller who hangs up ends the request to Atrium", async () => {
  const ended = Promise.withResolvers<void>();
  const waits = async (_seen: unknown, request: Request) => {
    request.signal.addEventListener("abort", () => ended.resolve());
    await ended.promise;
    return envelope(201, { success: true });
  };
  await withApp(waits, async ({ url, seen }) => {
    const gone = new AbortController();
    const { openDoor } = await import("../_shared/door");
    const handle = openDoor(generateScaffold, {
      name: "test",
      variable: (name) => (name === "ATRIUM_URL" ? url : undefined),
      log: () => {},
    });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: idea, signal: gone.signal };
    const answer = handle(new Request("http://functions.test/", init));
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    gone.abort();
    await ended.promise;
    assert.equal((await answer).status, 502);
  });
});
