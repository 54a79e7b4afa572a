import "server-only";
import { type Env, enableLiteStorage, env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import { bootstrapSql } from "./bootstrap.sql";
import { type Engine, openEmbedded, openPostgres } from "./engine";
import { migrate, missingMigrations, readMigrations } from "./migrate";

/** Supabase Auth, Storage and Data API inside this process. */
export type LiteApp = { fetch: (request: Request) => Promise<Response> };
export type Runtime = { engine: Engine; lite: LiteApp | undefined };
/** What the composition root plugs in, so that the database layer need not know mail, seeds or jobs. */
export type BootParts = {
  createLite: (env: Env, engine: Engine) => Promise<LiteApp>;
  /** After the migrations, before the first unit of work. */
  afterMigrate: (runtime: Runtime) => Promise<void>;
};

// On globalThis: the development server reloads modules, and a second PGlite on the same folder would destroy it.
type Holder = typeof globalThis & {
  __atriumRuntime?: Promise<Runtime>;
  __atriumParts?: BootParts;
  __atriumPlugged?: () => void;
};
const holder = globalThis as Holder;

/** In development the parts are compiled after the first page; a machine that needs longer has another trouble. */
const partsWaitMs = 120_000;

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

/** Called once by the composition root, before anything asks for `runtime()`. */
export function configureRuntime(parts: BootParts): void {
  holder.__atriumParts = parts;
  holder.__atriumPlugged?.();
}

/** @throws Error when nobody plugs the parts in */
async function pluggedParts(e: Env): Promise<BootParts> {
  if (!holder.__atriumParts && e.NODE_ENV === "development")
    await new Promise<void>((resolve) => {
      holder.__atriumPlugged = resolve;
      setTimeout(resolve, partsWaitMs).unref();
    });
  if (!holder.__atriumParts) throw new Error("configureRuntime has not been called: import lib/features/boot first");
  return holder.__atriumParts;
}

async function boot(e: Env): Promise<Runtime> {
  const parts = await pluggedParts(e);
  const startedAt = performance.now();
  // @supabase/lite reads it once, when it is imported: here, before the engine does that.
  if (e.mode !== "supabase") enableLiteStorage();
  const engine =
    e.DATABASE_URL !== undefined ? await openPostgres(e, e.DATABASE_URL) : await openEmbedded(e.ATRIUM_DATA_DIR);
  const runtime =
    e.mode === "supabase"
      ? await onSupabase(engine, parts)
      : await engine.exclusively(() => onOurOwn(e, engine, parts));
  log().info({ mode: e.mode, ms: Math.round(performance.now() - startedAt) }, "database ready");
  return runtime;
}

async function onSupabase(engine: Engine, parts: BootParts): Promise<Runtime> {
  const missing = await missingMigrations(engine, readMigrations());
  if (missing.length > 0)
    throw new Error(
      `The Supabase project lacks ${missing.length} migration(s): ${missing.join(", ")}. Run "npx supabase db push".`,
    );
  const runtime = { engine, lite: undefined };
  await parts.afterMigrate(runtime);
  return runtime;
}

/** Processes that start together on one database take turns: two at once would alter the same roles and both fail. */
async function onOurOwn(e: Env, engine: Engine, parts: BootParts): Promise<Runtime> {
  await engine.exec(bootstrapSql);
  const runtime = { engine, lite: await parts.createLite(e, engine) };
  const applied = await migrate(engine, readMigrations());
  if (applied.length > 0) log().info({ applied: applied.length }, "migrations applied");
  await parts.afterMigrate(runtime);
  return runtime;
}

/** Closes everything; used on SIGTERM and between tests. */
export async function shutdown(): Promise<void> {
  const current = holder.__atriumRuntime;
  delete holder.__atriumRuntime;
  const open = await current?.catch(() => undefined);
  await open?.engine.close();
}
