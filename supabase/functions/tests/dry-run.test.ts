import assert from "node:assert/strict";
import { compileBlueprint, parseIdea } from "@/lib/features/builder";
import { generateScaffold } from "../_shared/generate-scaffold";
import { appId, ask, envelope, failureOf, projectId, type Seen, withApp } from "./peer";

const knows = (seen: Seen) =>
  seen.headers.get("authorization") === "Bearer atr_live_x"
    ? envelope(200, { success: true, data: [] })
    : envelope(401, { success: false, error: "Sign in to continue.", code: "UNAUTHORIZED", requestId: appId });
const dry = (more: Record<string, unknown> = {}) => ({
  body: JSON.stringify({ projectId, idea: "an app for my gym", dryRun: true, ...more }),
});

Deno.test("a dry run answers with the files the app would have made, byte for byte, and keeps nothing", async () => {
  await withApp(knows, async ({ url, seen }) => {
    for (const stack of ["next-supabase", "vite-supabase", "hono-postgres"] as const) {
      const { response } = await ask(generateScaffold, url, dry({ stack }));
      assert.equal(response.status, 200);
      const { data } = (await response.json()) as { data: { files: unknown; blueprint: unknown } };
      const { blueprint } = parseIdea("an app for my gym", { stack });
      assert.deepEqual(data.blueprint, JSON.parse(JSON.stringify(blueprint)));
      assert.deepEqual(data.files, compileBlueprint(blueprint).files);
    }
    assert.deepEqual(
      [...new Set(seen.map(({ method, path }) => `${method} ${path}`))],
      [`GET /api/v1/projects/${projectId}/builds`],
    );
  });
});

Deno.test("the same as a ZIP", async () => {
  await withApp(knows, async ({ url }) => {
    const { response } = await ask(generateScaffold, url, { ...dry(), headers: { accept: "application/zip" } });
    assert.equal(response.headers.get("content-type"), "application/zip");
    assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename="[a-z0-9-]+\.zip"$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 2)], [0x50, 0x4b]);
    assert.match(new TextDecoder("latin1").decode(bytes), /docs\/blueprint\.json/);
  });
});

Deno.test("whom Atrium does not know gets Atrium's refusal and no work", async () => {
  await withApp(knows, async ({ url }) => {
    const { response } = await ask(generateScaffold, url, { ...dry(), headers: { authorization: "Bearer other" } });
    assert.deepEqual([response.status, (await failureOf(response)).code], [401, "UNAUTHORIZED"]);
  });
});

Deno.test("ideas are held to the rules of the app", async () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ idea: " " }, "VALIDATION_FAILED"],
    [{ idea: "x".repeat(20_001) }, "VALIDATION_FAILED"],
    [{ stack: "php" }, "VALIDATION_FAILED"],
    [{ more: 1 }, "VALIDATION_FAILED"],
    [{ idea: "An app that spreads ransomware to encrypt people's files" }, "IDEA_REFUSED"],
  ];
  await withApp(knows, async ({ url }) => {
    for (const [more, code] of cases) {
      const failure = await failureOf((await ask(generateScaffold, url, dry(more))).response);
      assert.deepEqual([failure.status, failure.code], [422, code]);
    }
  });
});
