import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Turns components/widget into the files that websites load: the launcher (public/widget.js) and the chat inside its frame
 * (public/embed-app, under names that change with their content). Run after every change there: `npm run widget:build`. A test
 * says when it was forgotten.
 */

const root = fileURLToPath(new URL("../", import.meta.url));

/** Every file by its path, as it has to be in the repository. */
export async function buildWidget(): Promise<Map<string, string>> {
  const loader = await pack("components/widget/loader.ts", "iife");
  const script = await pack("components/widget/app/main.tsx", "esm");
  const style = await pack("components/widget/app/app.css", "esm");
  const names = { script: named(script, "js"), style: named(style, "css") };
  return new Map([
    ["public/widget.js", loader],
    [`public/embed-app/${names.script}`, script],
    [`public/embed-app/${names.style}`, style],
    ["lib/features/conversation/embed-app.generated.json", `${JSON.stringify(names, null, 2)}\n`],
  ]);
}

async function pack(entry: string, format: "iife" | "esm"): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: ["es2022", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: { react: "preact/compat", "react-dom": "preact/compat", "@": root },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}

const named = (content: string, kind: string) =>
  `app-${createHash("sha256").update(content).digest("hex").slice(0, 12)}.${kind}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, "public/embed-app");
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(join(folder, old));
  for (const [path, content] of await buildWidget()) writeFileSync(join(root, path), content);
}
