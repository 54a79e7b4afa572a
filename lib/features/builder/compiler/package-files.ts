import type { BuiltStack } from "../blueprint/stacks";
import { tsString } from "./escape";
import honoLock from "./lock/package-lock.hono.json" with { type: "json" };
import nextLock from "./lock/package-lock.template.json" with { type: "json" };
import viteLock from "./lock/package-lock.vite.json" with { type: "json" };
import type { Model } from "./model";
import type { GeneratedFile } from "./types";

type Lock = { packages: { "": object } };
type Pins = Readonly<Record<string, string>>;
type Packages = { dependencies: Pins; devDependencies: Pins };

/** The one table of packages that generated projects may use, with the version of each. */
const PINS = {
  "@biomejs/biome": "2.6.8",
  "@electric-sql/pglite": "0.4.5",
  "@hono/node-server": "2.1.8",
  "@supabase/ssr": "0.12.0",
  "@supabase/supabase-js": "2.109.0",
  "@tanstack/react-query": "5.108.0",
  "@types/node": "20.19.43",
  "@types/nodemailer": "8.0.2",
  "@types/pg": "8.23.1",
  "@types/react": "19.3.0",
  "@types/react-dom": "19.3.0",
  "@vitejs/plugin-react": "6.3.0",
  hono: "4.13.19",
  jose: "6.2.17",
  next: "16.4.6",
  nodemailer: "10.6.0",
  pg: "8.23.1",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "react-router": "7.18.5",
  typescript: "7.0.2",
  vite: "8.3.8",
  vitest: "4.1.12",
  zod: "4.6.7",
} as const;

type Package = keyof typeof PINS;
const pinned = (...names: Package[]): Pins => Object.fromEntries(names.map((name) => [name, PINS[name]]));
const PAGE_TOOLS: Package[] = [
  "@biomejs/biome",
  "@electric-sql/pglite",
  "@types/node",
  "@types/react",
  "@types/react-dom",
  "typescript",
  "vitest",
];
const API_TOOLS: Package[] = [
  "@biomejs/biome",
  "@electric-sql/pglite",
  "@types/node",
  "@types/nodemailer",
  "@types/pg",
  "typescript",
  "vite",
  "vitest",
];

/** Stacks that can be built, with what each installs. `lock/refresh.ts` makes their locks from it. */
export const PACKAGES: Record<BuiltStack, Packages> = {
  "next-supabase": {
    dependencies: pinned("@supabase/ssr", "@supabase/supabase-js", "next", "react", "react-dom", "zod"),
    devDependencies: pinned(...PAGE_TOOLS),
  },
  "vite-supabase": {
    dependencies: pinned("@supabase/supabase-js", "@tanstack/react-query", "react", "react-dom", "react-router", "zod"),
    devDependencies: pinned("@biomejs/biome", "@vitejs/plugin-react", ...PAGE_TOOLS.slice(1), "vite"),
  },
  "hono-postgres": {
    dependencies: pinned("@hono/node-server", "hono", "jose", "nodemailer", "pg", "zod"),
    devDependencies: pinned(...API_TOOLS),
  },
};

const LOCKS: Record<BuiltStack, Lock> = {
  "next-supabase": nextLock,
  "vite-supabase": viteLock,
  "hono-postgres": honoLock,
};

const COMMON_SCRIPTS = {
  lint: "biome lint --error-on-warnings .",
  format: "biome format --write .",
  test: "vitest run",
} as const;

const SCRIPTS: Record<BuiltStack, Readonly<Record<string, string>>> = {
  "next-supabase": {
    dev: "next dev",
    build: "next build",
    start: "next start",
    // What it has checked, the build need not check again.
    typecheck: "next typegen && tsc --noEmit --tsBuildInfoFile .next/cache/.tsbuildinfo",
    ...COMMON_SCRIPTS,
  },
  "vite-supabase": {
    dev: "vite",
    build: "vite build",
    start: "vite preview",
    typecheck: "tsc --noEmit",
    ...COMMON_SCRIPTS,
  },
  "hono-postgres": {
    dev: "node scripts/dev.mjs",
    build: "vite build",
    start: "node dist/main.js",
    typecheck: "tsc --noEmit",
    ...COMMON_SCRIPTS,
    "db:migrate": "node dist/migrate.js",
    account: "node dist/account.js",
  },
};

/** package.json and its lock, which differ between projects in their name only. */
export function packageFiles(model: Model): GeneratedFile[] {
  const name = model.blueprint.app.slug;
  const stack = model.blueprint.stack;
  const lock = LOCKS[stack];
  const manifest = {
    name,
    version: "0.1.0",
    private: true,
    license: "MIT",
    type: "module",
    engines: { node: ">=20.19" },
    scripts: SCRIPTS[stack],
    ...PACKAGES[stack],
  };
  const root = lock.packages[""];
  const named = { ...lock, name, packages: { ...lock.packages, "": { ...root, name } } };
  return [
    { path: "package.json", content: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: "package-lock.json", content: `${JSON.stringify(named, null, 2)}\n` },
    ...(stack === "hono-postgres" ? [] : [supabaseConfig(model)]),
  ];
}

/** For the Supabase CLI. */
function supabaseConfig(model: Model): GeneratedFile {
  return {
    path: "supabase/config.toml",
    content: `project_id = ${tsString(model.blueprint.app.slug)}

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
  };
}
