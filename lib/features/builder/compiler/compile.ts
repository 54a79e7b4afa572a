import type { Blueprint } from "../blueprint/blueprint.schema";
import { BlueprintError } from "../blueprint/issues";
import type { BuiltStack } from "../blueprint/stacks";
import { validateBlueprint } from "../blueprint/validate";
import { apiFiles } from "./app/api";
import { configFiles, themeFiles } from "./app/config";
import { pageFiles, publicFormFiles } from "./app/pages";
import { resourceFiles } from "./app/resources";
import { spaFiles } from "./app/spa";
import { docFiles } from "./docs/docs";
import { canonicalJson, sha256 } from "./hash";
import { buildModel, type Model } from "./model";
import { packageFiles } from "./package-files";
import { withoutDirectives } from "./redact";
import { seedFile } from "./sql/seed";
import { versionMigrations } from "./sql/versions/version-migrations";
import { type CiChoice, staticFiles } from "./static-files";
import { testFiles } from "./tests/test-files";
import type { BuildManifest, CompileResult, GeneratedFile } from "./types";

export const COMPILER_VERSION = "1.0.0";

export type CompileOptions = {
  /** The versions before this one, oldest first. Each later version then has a migration of its own. */
  history?: readonly Blueprint[];
  /** Default: GitHub Actions. */
  ci?: CiChoice;
};

/**
 * Compiles a blueprint into a complete project. Pure and deterministic: equal blueprints give equal bytes.
 * @throws BlueprintError when the blueprint, or one of its history, does not validate
 */
export function compileBlueprint(
  input: Blueprint,
  { history = [], ci = "github" }: CompileOptions = {},
): CompileResult {
  const blueprint = checked(input);
  const blueprintJson = canonicalJson(blueprint);
  const migrations = versionMigrations([...history.map(checked), blueprint]);
  const files = [
    ...projectFiles(buildModel(blueprint), { migrations, isEdited: history.length > 0, ci }),
    { path: "docs/blueprint.json", content: `${blueprintJson}\n` },
    { path: "custom/README.md", content: CUSTOM_README },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: BuildManifest = {
    compilerVersion: COMPILER_VERSION,
    blueprintVersion: blueprint.version,
    blueprintHash: sha256(blueprintJson),
    stack: blueprint.stack,
    files: Object.fromEntries(files.map((file) => [file.path, sha256(file.content)])),
  };
  const manifestFile = { path: "generation.json", content: `${JSON.stringify(manifest, null, 2)}\n` };
  return { files: [...files, manifestFile], manifest };
}

function checked(input: Blueprint): Blueprint {
  const result = validateBlueprint(input);
  if (result.ok) return withoutDirectives(result.blueprint);
  const [first, ...rest] = result.issues;
  throw first ? new BlueprintError([first, ...rest]) : new Error("validation failed without a finding");
}

/** Migrations, seed, access tests, forms and documents are the same for every stack; only what people or programs meet differs. */
function projectFiles(
  model: Model,
  versions: { migrations: GeneratedFile[]; isEdited: boolean; ci: CiChoice },
): GeneratedFile[] {
  const shared = [
    ...versions.migrations,
    seedFile(model),
    ...testFiles(model),
    ...docFiles(model, { hasLaterVersions: versions.isEdited }),
    ...staticFiles(model, versions.ci),
    ...packageFiles(model),
    ...configFiles(model),
    ...resourceFiles(model),
  ];
  return [...shared, ...DELIVERY[model.blueprint.stack](model)];
}

const DELIVERY: Record<BuiltStack, (model: Model) => GeneratedFile[]> = {
  "next-supabase": (model) => [...themeFiles(model), ...publicFormFiles(model), ...pageFiles(model)],
  "vite-supabase": (model) => [...themeFiles(model), ...publicFormFiles(model), ...spaFiles(model)],
  "hono-postgres": apiFiles,
};

const CUSTOM_README = `# Your own code

Files in this folder are never written or removed when the project is generated again. Import from \`@/custom/...\` anywhere.
\`generation.json\` lists every generated file with its checksum, so a later generation can tell which ones you changed.
`;
