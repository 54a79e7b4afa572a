import assert from "node:assert/strict";
import { compileBlueprint, parseIdea } from "@/lib/features/builder";
import { appId, type Envelope, envelope, projectId, type Seen, withApp } from "./peer";

/**
 * Starts the file that `npm run functions:build` wrote as the hosted runtime has it: alone in a folder, without configuration
 * or packages. `work` gets its address.
 */
async function withDeployed(name: string, appUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await Deno.copyFile(`supabase/functions/built/${name}.js`, `${folder}/index.js`);
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-config", "--no-remote", "--no-npm", "--allow-env", "--allow-net", "index.js"],
    cwd: folder,
    env: { ATRIUM_URL: appUrl, DENO_SERVE_ADDRESS: "tcp:127.0.0.1:0", NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  try {
    await work(await addressIn(process.stderr.pipeThrough(new TextDecoderStream())));
  } finally {
    process.kill();
    await process.status;
    await Deno.remove(folder, { recursive: true });
  }
}

/** The address that Deno announces. @throws Error when the stream ends without one */
async function addressIn(stream: ReadableStream<string>): Promise<string> {
  let text = "";
  for await (const piece of stream) {
    text += piece;
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (address) return address;
  }
  throw new Error(`no address in: ${text}`);
}

Deno.test("generate-scaffold, as it is deployed, needs nothing beside it", async () => {
  const app = () => envelope(200, { success: true, data: [] });
  await withApp(app, async ({ url: appUrl }) => {
    await withDeployed("generate-scaffold", appUrl, async (url) => {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: "Bearer atr_live_x", "content-type": "application/json" },
        body: JSON.stringify({ projectId, idea: "an app for my gym", dryRun: true }),
      });
      const { data } = (await response.json()) as Envelope & { data: { files: unknown } };
      assert.deepEqual(data.files, compileBlueprint(parseIdea("an app for my gym").blueprint).files);
    });
  });
});

Deno.test("export, as it is deployed, hands a slow ZIP on whole, and a cut one cut", async () => {
  const piece = new Uint8Array(200_000).fill(7);
  const app = (seen: Seen) => {
    const body = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        for (let sent = 0; sent < 5; sent++) {
          controller.enqueue(piece);
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        if (seen.path.includes("cut")) controller.error(new Error("cut on purpose"));
        else controller.close();
      },
    });
    return new Response(body, { headers: { "x-request-id": appId, "content-type": "application/zip" } });
  };
  await withApp(app, async ({ url: appUrl }) => {
    await withDeployed("export", appUrl, async (url) => {
      const whole = await fetch(`${url}?buildId=${projectId}`);
      assert.equal((await whole.arrayBuffer()).byteLength, 5 * piece.byteLength);
      const cut = await fetch(`${url}?buildId=${projectId}&ci=cut`);
      assert.equal(cut.status, 200);
      await assert.rejects(cut.arrayBuffer());
      const refused = await fetch(url, { method: "PUT" });
      assert.equal(((await refused.json()) as Envelope).code, "METHOD_NOT_ALLOWED");
    });
  });
});
