// Writes each Edge Function as one file with everything in it, for `supabase functions deploy`: the hosted runtime then has no
// import, alias or package to resolve. The folder is made anew each time and never committed.
import { rmSync } from "node:fs";
import { build } from "esbuild";

const functions = ["export", "generate-scaffold"];
const folder = "supabase/functions/built";

rmSync(folder, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: functions.map((name) => ({ in: `supabase/functions/${name}/index.ts`, out: name })),
  outdir: folder,
  bundle: true,
  format: "esm",
  // Deno has Node's modules under their `node:` names.
  platform: "node",
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
  metafile: true,
});
for (const [path, { bytes, imports }] of Object.entries(metafile.outputs)) {
  const foreign = imports.filter((each) => each.external && !each.path.startsWith("node:")).map((each) => each.path);
  if (foreign.length > 0) throw new Error(`${path} would need ${foreign.join(", ")} at run time`);
  if (path.endsWith(".js")) console.log(`${path}: ${Math.round(bytes / 1024)} KB`);
}
