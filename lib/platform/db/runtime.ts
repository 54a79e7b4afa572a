import "server-only";
import { env, type Env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import { createLite, type LiteApp } from "@/lib/platform/supabase/lite";
import { bootstrapSql } from "./bootstrap.sql";
import { type Engine, openEmbedded, openPostgres } from "./engine";
import { migrate, missingMigrations, readMigrations } from "./migrate";

export type Runtime = { engine: Engine; lite: LiteApp | undefined; startedAt: number };

// On globalThis: the development server reloads modules, and a second PGlite on the same folder would destroy it.
type Holder = typeof globalThis & { __atriumRuntime?: Promise<Runtime>; __atriumAfterBoot?: ((runtime: Runtime) => Promise<void>)[] };
const holder = globalThis as Holder;

/** Opens the database of the mode, migrates it where that is ours to do, and starts Auth and Storage beside it. Once per process. */
export function runtime(): Promise<Runtime> {
  holder.__atriumRuntime ??= boot(env()).catch((error: unknown) => {
    // The next request tries again: a database that is still starting must not poison the process.
    delete holder.__atriumRuntime;
    throw error;
  });
  return holder.__atriumRuntime;
}

/** True once `runtime()` has been asked for; the readiness check must not boot the process. */
export function isBooting(): boolean {
  return holder.__atriumRuntime !== undefined;
}

/** Runs after migration and before the first unit of work. @returns nothing; register before `runtime()` is called */
export function afterBoot(hook: (runtime: Runtime) => Promise<void>): void {
  holder.__atriumAfterBoot ??= [];
  holder.__atriumAfterBoot.push(hook);
}

async function boot(e: Env): Promise<Runtime> {
  const startedAt = performance.now();
  const engine =
    e.DATABASE_URL !== undefined ? await openPostgres(e, e.DATABASE_URL) : await openEmbedded(e.ATRIUM_DATA_DIR === ":memory:" ? undefined : e.ATRIUM_DATA_DIR);
  const migrations = readMigrations();
  let lite: LiteApp | undefined;
  if (e.mode === "supabase") {
    const missing = await missingMigrations(engine, migrations);
    if (missing.length > 0) throw new Error(`The Supabase project lacks ${missing.length} migration(s): ${missing.join(", ")}. Run "npx supabase db push".`);
  } else {
    await engine.exec(bootstrapSql);
    lite = await createLite(e, engine);
    const applied = await migrate(engine, migrations);
    if (applied.length > 0) log().info({ applied: applied.length }, "migrations applied");
  }
  const runtime = { engine, lite, startedAt };
  for (const hook of holder.__atriumAfterBoot ?? []) await hook(runtime);
  log().info({ mode: e.mode, ms: Math.round(performance.now() - startedAt) }, "database ready");
  return runtime;
}

/** Closes everything; used on SIGTERM and between tests. */
export async function shutdown(): Promise<void> {
  const current = holder.__atriumRuntime;
  delete holder.__atriumRuntime;
  const open = await current?.catch(() => undefined);
  await open?.engine.close();
}
