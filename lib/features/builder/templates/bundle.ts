import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Collects the `.tmpl` files of this folder into one JSON module, because the compiler reads no files at run time.
 * Run after every change of a template: `npx tsx lib/features/builder/templates/bundle.ts`.
 */

const folder = fileURLToPath(new URL(".", import.meta.url));
const target = join(folder, "templates.generated.json");

function templatePaths(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? templatePaths(path) : [path];
    })
    .filter((path) => path.endsWith(".tmpl"))
    .sort();
}

/** Set of files to path to content, e.g. `base` to `app/layout.tsx` to its text. */
export function collectTemplates(): Record<string, Record<string, string>> {
  const sets: Record<string, Record<string, string>> = {};
  for (const path of templatePaths(folder)) {
    const [set = "", ...rest] = relative(folder, path).split("/");
    sets[set] = { ...sets[set], [rest.join("/").replace(/\.tmpl$/, "")]: readFileSync(path, "utf8") };
  }
  return sets;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, `${JSON.stringify(collectTemplates(), null, 2)}\n`);
}
