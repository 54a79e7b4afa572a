import "server-only";
import { join } from "node:path";
import type { Engine } from "@/lib/platform/db/engine";
import type { LiteApp } from "@/lib/platform/db/runtime";
import type { Env } from "@/lib/platform/env/env";
import { authMailer } from "./auth-mailer";
import { FileStorage } from "./file-storage";
import { dressDatabaseErrors } from "./lite-errors";

/**
 * Supabase Auth, Storage and the Data API in this process, for the modes without a Supabase project.
 * Both API keys are set, so a request without one is refused, and admin mode (keyless loopback = service_role) is never on.
 */
export async function createLite(e: Env, engine: Engine): Promise<LiteApp> {
  if (!engine.lite) throw new Error("createLite needs an engine with a lite connection");
  const { App } = await import("@supabase/lite");
  const provider = (id: string | undefined, secret: string | undefined, name: string) =>
    id && secret
      ? { [name]: { enabled: true, client_id: id, secret, redirect_uri: `${e.SITE_URL}/supabase/auth/v1/callback` } }
      : {};
  // Else its first request grants everything in every schema with row level security to anon and authenticated, and
  // column grants (key hashes, profile e-mails, deletion dates) stand open. The migrations grant what is meant.
  Reflect.set(engine.lite, "rlsState", "active");
  dressDatabaseErrors(engine.lite);
  const app = new App({
    connection: engine.lite,
    api: { enabled: true, schemas: ["public"], max_rows: 1000 },
    storage: { enabled: true, file_size_limit: "50MiB" },
    auth: {
      enabled: true,
      enable_signup: true,
      jwt_secret: e.AUTH_JWT_SECRET,
      jwt_expiry: 3600,
      publishable_key: e.SUPABASE_PUBLISHABLE_KEY,
      secret_key: e.SUPABASE_SECRET_KEY,
      site_url: e.SITE_URL,
      additional_redirect_urls: [`${e.SITE_URL}/auth/callback`],
      minimum_password_length: 8,
      enable_refresh_token_rotation: true,
      refresh_token_reuse_interval: 10,
      email: { enable_signup: true, enable_confirmations: true, double_confirm_changes: false, otp_expiry: 3600 },
      external: {
        ...provider(e.GOOGLE_CLIENT_ID, e.GOOGLE_CLIENT_SECRET, "google"),
        ...provider(e.GITHUB_CLIENT_ID, e.GITHUB_CLIENT_SECRET, "github"),
      },
    },
  });
  app._mailer = authMailer(e.SITE_URL);
  app._storageAdapter = new FileStorage(join(e.ATRIUM_DATA_DIR, "storage"));
  await app.init();
  await app.ensureSystemSchema();
  await engine.exec(`grant usage on schema storage to service_role;
    grant select, insert, update, delete on all tables in schema storage to service_role;`);
  return { fetch: (request) => app.fetch(request, { peerAddress: null }) };
}
