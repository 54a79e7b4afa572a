import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import ts from "typescript";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { IDEAS } from "@/tests/builder/ideas";
import { compileBlueprint } from "../compiler/compile";
import type { GeneratedFile } from "../compiler/types";
import { OTHER_IDEAS } from "./other-ideas.fixture";
import { parseIdea } from "./parse-idea";

const SOURCE = /\.(m?ts|tsx)$/;

// Most files are the same in every project; each content is looked at once.
const sound = new Set<string>();

function syntaxProblems(files: readonly GeneratedFile[]): string[] {
  return files
    .filter((file) => SOURCE.test(file.path) && !sound.has(file.content))
    .flatMap(({ path, content }) => {
      const { diagnostics = [] } = ts.transpileModule(content, {
        fileName: path,
        reportDiagnostics: true,
        compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
      });
      if (diagnostics.length === 0) sound.add(content);
      return diagnostics.map((item) => `${path}: ${ts.flattenDiagnosticMessageText(item.messageText, " ")}`);
    });
}

// One database for all projects, because starting one takes seconds; each project is rolled back.
let db: PGlite;
beforeAll(async () => {
  db = await PGlite.create({ extensions: { btree_gist } });
}, 60_000);
afterAll(() => db.close());
afterEach(() => db.exec("rollback"));

async function applyMigrations(files: readonly GeneratedFile[]): Promise<void> {
  const contentOf = (path: string): string => files.find((file) => file.path === path)?.content ?? "";
  await db.exec(`begin; ${contentOf("tests/support/supabase-shim.sql")}`);
  const migrations = files.filter((file) => file.path.startsWith("supabase/migrations/"));
  const matrix: { setup: string[] } = JSON.parse(contentOf("tests/access/matrix.json"));
  for (const file of [...migrations].sort((a, b) => (a.path < b.path ? -1 : 1))) await db.exec(file.content);
  for (const statement of matrix.setup) await db.exec(statement);
}

const texts: [string, string][] = [...IDEAS.map((idea): [string, string] => [idea.id, idea.text]), ...OTHER_IDEAS];

describe.each(texts)("the project of %s", (_name, text) => {
  const { files } = compileBlueprint(parseIdea(text).blueprint);

  it("is sound TypeScript", () => {
    expect(files.filter((file) => SOURCE.test(file.path)).length).toBeGreaterThan(40);
    expect(syntaxProblems(files)).toEqual([]);
  });

  it("has migrations that apply, and rows for its access tests that fit them", { timeout: 60_000 }, async () => {
    await applyMigrations(files);
  });
});
