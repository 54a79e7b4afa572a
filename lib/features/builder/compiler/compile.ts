import type { Blueprint } from "../blueprint/blueprint.schema";
import { BlueprintError } from "../blueprint/issues";
import { validateBlueprint } from "../blueprint/validate";
import { canonicalJson, sha256 } from "./hash";
import type { CompileResult, GeneratedFile } from "./types";

export const COMPILER_VERSION = "1.0.0";

/**
 * Compiles a blueprint into a complete project. Pure and deterministic: equal blueprints give equal bytes.
 * @throws BlueprintError when the blueprint does not validate
 */
export function compileBlueprint(input: Blueprint): CompileResult {
  const result = validateBlueprint(input);
  if (!result.ok) {
    const [first, ...rest] = result.issues;
    throw first ? new BlueprintError([first, ...rest]) : new Error("validation failed without a finding");
  }
  const blueprintJson = canonicalJson(result.blueprint);
  const files: GeneratedFile[] = [{ path: "docs/blueprint.json", content: `${blueprintJson}\n` }];
  return {
    files,
    manifest: {
      compilerVersion: COMPILER_VERSION,
      blueprintVersion: result.blueprint.version,
      blueprintHash: sha256(blueprintJson),
      stack: result.blueprint.stack,
      files: Object.fromEntries(files.map((file) => [file.path, sha256(file.content)])),
    },
  };
}
