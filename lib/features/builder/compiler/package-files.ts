import { tsString } from "./escape";
import lock from "./lock/package-lock.template.json";
import type { Model } from "./model";
import type { GeneratedFile } from "./types";

/** The one list of packages a generated project may use, pinned. `lock/refresh.ts` makes the lock from it. */
export const DEPENDENCIES = {
  "@supabase/ssr": "0.12.0",
  "@supabase/supabase-js": "2.109.0",
  next: "16.4.6",
  react: "19.3.1",
  "react-dom": "19.3.1",
  zod: "4.6.7",
} as const;

export const DEV_DEPENDENCIES = {
  "@biomejs/biome": "2.6.8",
  "@electric-sql/pglite": "0.4.5",
  "@types/node": "20.19.43",
  "@types/react": "19.3.0",
  "@types/react-dom": "19.3.0",
  typescript: "6.0.3",
  vitest: "4.1.12",
} as const;

const SCRIPTS = {
  dev: "next dev",
  build: "next build",
  start: "next start",
  typecheck: "next typegen && tsc --noEmit",
  lint: "biome lint --error-on-warnings .",
  format: "biome format --write .",
  test: "vitest run",
} as const;

/** package.json and its lock, which differ between projects in their name only. */
export function packageFiles(model: Model): GeneratedFile[] {
  const name = model.blueprint.app.slug;
  const manifest = {
    name,
    version: "0.1.0",
    private: true,
    license: "MIT",
    type: "module",
    engines: { node: ">=20.19" },
    scripts: SCRIPTS,
    dependencies: DEPENDENCIES,
    devDependencies: DEV_DEPENDENCIES,
  };
  const root = lock.packages[""];
  const named = { ...lock, name, packages: { ...lock.packages, "": { ...root, name } } };
  return [
    { path: "package.json", content: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: "package-lock.json", content: `${JSON.stringify(named, null, 2)}\n` },
    {
      path: "supabase/config.toml",
      content: `project_id = ${tsString(name)}

[api]
schemas = ["public"]
max_rows = 1000

[db.seed]
enabled = true
sql_paths = ["./seed.sql"]

[auth]
site_url = "http://localhost:3000"
additional_redirect_urls = ["http://localhost:3000/auth/confirm"]
enable_signup = ${model.blueprint.app.visibility === "invite" ? "false" : "true"}
minimum_password_length = 10

[auth.email]
enabled = true
enable_confirmations = true
`,
    },
  ];
}
