import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IDEAS } from "@/tests/builder/ideas";
import { ScratchDatabase } from "@/tests/builder/scratch-database";
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

let database: ScratchDatabase;
beforeAll(async () => {
  database = await ScratchDatabase.start();
}, 60_000);
afterAll(() => database.close());

const texts: [string, string][] = [...IDEAS.map((idea): [string, string] => [idea.id, idea.text]), ...OTHER_IDEAS];

describe.each(texts)("the project of %s", (_name, text) => {
  const { files } = compileBlueprint(parseIdea(text).blueprint);

  it("is sound TypeScript", () => {
    expect(files.filter((file) => SOURCE.test(file.path)).length).toBeGreaterThan(40);
    expect(syntaxProblems(files)).toEqual([]);
  });

  it("has migrations that apply, and rows for its access tests that fit them", { timeout: 60_000 }, async () => {
    await database.apply(files);
  });
});
