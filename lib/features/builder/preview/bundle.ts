import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/**
 * Turns `runtime/*.ts` into the one script the preview carries, because the server has no TypeScript at run time.
 * Run after every change there: `npx tsx lib/features/builder/preview/bundle.ts`. A test says when it was forgotten.
 */

const folder = fileURLToPath(new URL("./runtime/", import.meta.url));
const target = fileURLToPath(new URL("./runtime.generated.json", import.meta.url));

export function bundleRuntime(): string {
  const modules = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => {
      const { outputText } = ts.transpileModule(readFileSync(join(folder, name), "utf8"), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true },
      });
      return `${JSON.stringify(`./${name.slice(0, -3)}`)}(exports, require) {\n${outputText.trim()}\n}`;
    });
  const source = `(() => {
const modules = {
${modules.join(",\n")}
};
const loaded = {};
function require(name) {
if (!loaded[name]) modules[name]((loaded[name] = {}), require);
return loaded[name];
}
require("./main");
})();`;
  if (/<\/script|<!--/i.test(source)) throw new RangeError("the script would end its own element");
  return source;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, `${JSON.stringify({ source: bundleRuntime() }, null, 2)}\n`);
}
