import "server-only";
import { z } from "zod";
import type { EncryptionKey } from "@/lib/platform/crypto/secret-box";
import { type LocalSecrets, loadLocalSecrets } from "./local-secrets";

const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");
const secret = z.string().min(32, "needs at least 32 characters");
const optionalText = z.string().trim().min(1).optional();

const priceList = /^[^=,\s]+=\d+(\.\d+)?(\/\d+(\.\d+)?){1,2}(,[^=,\s]+=\d+(\.\d+)?(\/\d+(\.\d+)?){1,2})*$/;
const prices = z
  .string()
  .regex(priceList, "must look like gpt-5.4-mini=0.75/4.5,other-model=1/2")
  .transform(
    (value): Record<string, { input: number; output: number; cached?: number }> =>
      Object.fromEntries(
        value.split(",").map((entry) => {
          const at = entry.lastIndexOf("=");
          const [input = 0, output = 0, cached] = entry
            .slice(at + 1)
            .split("/")
            .map(Number);
          return [entry.slice(0, at), { input, output, ...(cached === undefined ? {} : { cached }) }];
        }),
      ),
  );

const keyList = /^[a-z0-9]{1,16}=[\w+/-]{43}=?(,[a-z0-9]{1,16}=[\w+/-]{43}=?)*$/;
const encryptionKeys = z
  .string()
  .regex(keyList, "must look like k1=<32 random bytes in base64>, several separated by commas, the current one first")
  .transform((value): EncryptionKey[] =>
    value.split(",").map((entry) => {
      const at = entry.indexOf("=");
      return { id: entry.slice(0, at), key: Buffer.from(entry.slice(at + 1), "base64") };
    }),
  )
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, "names a key twice");

const hostList = /^[^\s,/:]+:\d{1,5}(,[^\s,/:]+:\d{1,5})*$/;
const address = (fallback: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((value) => value.replace(/\/+$/, ""))
    .default(fallback);

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** Public address of this installation, without a trailing slash. */
  SITE_URL: z
    .url()
    .transform((value) => value.replace(/\/+$/, ""))
    .optional(),
  /** Where the embedded mode keeps its database, files and generated secrets. */
  ATRIUM_DATA_DIR: z.string().default(".atrium"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://")
    .optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  SUPABASE_URL: z.url().optional(),
  SUPABASE_PUBLISHABLE_KEY: optionalText,
  SUPABASE_SECRET_KEY: optionalText,
  /** Only for projects that still sign with a shared secret; others are verified against the project's JWKS. */
  SUPABASE_JWT_SECRET: secret.optional(),
  AUTH_JWT_SECRET: secret.optional(),
  APP_SECRET: secret.optional(),
  INTERNAL_TOKEN: secret.optional(),
  METRICS_TOKEN: secret.optional(),
  /** Keys for secrets kept in the database, `id=base64`; the first one seals, all of them open. */
  ENCRYPTION_KEYS: encryptionKeys.optional(),
  /** `host:port` of servers on private addresses, or without TLS, that may be called on a workspace's behalf all the same. */
  OUTBOUND_ALLOW: z
    .string()
    .regex(hostList, "must be host:port, several separated by commas")
    .transform((value) => value.toLowerCase().split(","))
    .default([]),
  /** Where exports go; another address for GitHub Enterprise. */
  GITHUB_URL: address("https://github.com"),
  GITHUB_API_URL: address("https://api.github.com"),
  /** The OAuth app that accounts are connected through. Not the one of sign-in: docs/adr/0010-exports.md says why. */
  GITHUB_EXPORT_CLIENT_ID: optionalText,
  GITHUB_EXPORT_CLIENT_SECRET: optionalText,
  /** Where deploys go; other addresses are for tests against local peers. */
  VERCEL_API_URL: address("https://api.vercel.com"),
  NETLIFY_API_URL: address("https://api.netlify.com"),
  RAILWAY_API_URL: address("https://backboard.railway.com/graphql/v2"),
  GOOGLE_CLIENT_ID: optionalText,
  GOOGLE_CLIENT_SECRET: optionalText,
  GITHUB_CLIENT_ID: optionalText,
  GITHUB_CLIENT_SECRET: optionalText,
  RESEND_API_KEY: optionalText,
  /** Only for tests against a local peer of the Resend API. */
  RESEND_BASE_URL: z.url().optional(),
  MAIL_FROM: z.string().default("Atrium <no-reply@localhost>"),
  UPSTASH_REDIS_REST_URL: z.url().optional(),
  UPSTASH_REDIS_REST_TOKEN: optionalText,
  SENTRY_DSN: z.url().optional(),
  /** With a key a language model writes plans first; without one the offline engine does, alone. Read it with `modelKey()`. */
  OPENAI_API_KEY: optionalText,
  /** A file with the key, in the place of the key itself: looked at again while the process runs, so that a key comes and goes without a restart. */
  OPENAI_API_KEY_FILE: optionalText,
  /** Any server that speaks OpenAI's chat completions. */
  OPENAI_BASE_URL: address("https://api.openai.com/v1"),
  OPENAI_MODEL: z.string().trim().min(1).max(100).default("gpt-5.4-mini"),
  /** Answers visitors; the model above where nothing is said. */
  OPENAI_ANSWER_MODEL: z.string().trim().min(1).max(100).optional(),
  /**
   * `model=input/output` or `model=input/output/cached input` in US dollars per million tokens, separated by commas. A model that
   * is not listed costs "unknown".
   */
  OPENAI_PRICES: prices.default({}),
  OPENAI_CALL_SECONDS: z.coerce.number().min(1).max(290).default(60),
  /** For one plan with every retry and repair; the offline engine takes over afterwards. */
  OPENAI_TOTAL_SECONDS: z.coerce.number().min(1).max(900).default(150),
  /** Plans that engines write for one workspace in a day, UTC; 0 for no limit. Edits, templates and restored versions are free. */
  GENERATIONS_PER_DAY: z.coerce.number().int().min(0).max(1_000_000).default(50),
  /** Conversations that visitors begin with the assistants of one workspace in a month, UTC; 0 for no limit. */
  ASSISTANT_CONVERSATIONS_PER_MONTH: z.coerce.number().int().min(0).max(10_000_000).default(1000),
  /**
   * How passages are found beside their words. local: a small model for English in a thread of this process (about 150 MB);
   * openai: the model server's; auto: openai with a key, else local; off: words alone. Wants pgvector in the database.
   */
  ASSISTANT_EMBEDDINGS: z.enum(["auto", "local", "openai", "off"]).default("auto"),
  OPENAI_EMBEDDING_MODEL: z.string().trim().min(1).max(100).default("text-embedding-3-small"),
  /** What visitors' questions may use of a model in one workspace and day, UTC; 0 for no limit. Beyond it answers are quoted. */
  ASSISTANT_TOKENS_PER_DAY: z.coerce.number().int().min(0).max(1_000_000_000_000).default(2_000_000),
  /** The same in US dollars; holds only for models with a price. */
  ASSISTANT_USD_PER_DAY: z.coerce.number().min(0).max(1_000_000).default(0),
  STRIPE_SECRET_KEY: optionalText,
  /** One-click demo sign-in. Default: on in embedded mode, off elsewhere. */
  DEMO: flag.optional(),
  /** Where the demo shows the website of a made-up client. Default: the port after PORT; 0 for no website. */
  DEMO_SITE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Number of proxies in front of this process whose X-Forwarded-For entry may be believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Multiplies every request limit; load tests raise it. Sign-in throttling is not affected. */
  RATE_LIMIT_SCALE: z.coerce.number().min(0.01).max(1_000_000).default(1),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Mode = "embedded" | "postgres" | "supabase";
type Parsed = z.infer<typeof schema>;
export type Env = Omit<
  Parsed,
  | "SITE_URL"
  | "AUTH_JWT_SECRET"
  | "APP_SECRET"
  | "INTERNAL_TOKEN"
  | "METRICS_TOKEN"
  | "SUPABASE_PUBLISHABLE_KEY"
  | "SUPABASE_SECRET_KEY"
  | "DEMO"
  | "DEMO_SITE_PORT"
  | "ENCRYPTION_KEYS"
> & {
  mode: Mode;
  isProduction: boolean;
  SITE_URL: string;
  AUTH_JWT_SECRET: string;
  APP_SECRET: string;
  INTERNAL_TOKEN: string;
  METRICS_TOKEN: string;
  SUPABASE_PUBLISHABLE_KEY: string;
  SUPABASE_SECRET_KEY: string;
  /** Empty = nothing that needs a kept secret can be used. */
  ENCRYPTION_KEYS: EncryptionKey[];
  demo: boolean;
  demoPassword: string;
  /** The demo's website of a made-up client: another origin on this machine. Null: there is none. */
  demoSite: { port: number; address: string } | null;
  mailbox: boolean;
};

/** The environment cannot run this product; the message names every variable at fault. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const weak = /^(changeme|secret|password|default|example|test|your[-_ ])/i;

/**
 * Parses and completes the environment. Pure but for the secrets file of the embedded mode.
 * @throws EnvironmentError naming each missing or weak variable
 */
export function parseEnv(source: Record<string, string | undefined>, secrets: (dataDir: string) => LocalSecrets): Env {
  // Shells and compose files hand over unset variables as empty strings.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new EnvironmentError(`The environment is not valid:\n${problems.join("\n")}`);
  }
  const env = result.data;
  const mode: Mode = env.SUPABASE_URL ? "supabase" : env.DATABASE_URL ? "postgres" : "embedded";
  const isProduction = env.NODE_ENV === "production";
  const problems = mode === "embedded" ? [] : findProblems(env, mode, isProduction);
  if (problems.length > 0)
    throw new EnvironmentError(`Atrium cannot start in ${mode} mode:\n  ${problems.join("\n  ")}`);

  const local = mode === "embedded" || !isProduction ? secrets(env.ATRIUM_DATA_DIR) : undefined;
  const demo = mode !== "supabase" && (env.DEMO ?? mode === "embedded");
  const SITE_URL = env.SITE_URL ?? `http://localhost:${env.PORT}`;
  const pick = (value: string | undefined, fallback: keyof LocalSecrets): string => value ?? local?.[fallback] ?? "";
  return {
    ...env,
    mode,
    isProduction,
    SITE_URL,
    AUTH_JWT_SECRET: pick(env.AUTH_JWT_SECRET, "authJwtSecret"),
    APP_SECRET: pick(env.APP_SECRET, "appSecret"),
    INTERNAL_TOKEN: pick(env.INTERNAL_TOKEN, "internalToken"),
    METRICS_TOKEN: pick(env.METRICS_TOKEN, "metricsToken"),
    SUPABASE_PUBLISHABLE_KEY: pick(env.SUPABASE_PUBLISHABLE_KEY, "publishableKey"),
    SUPABASE_SECRET_KEY: pick(env.SUPABASE_SECRET_KEY, "secretKey"),
    // What the local key has sealed stays readable after keys of one's own are set.
    ENCRYPTION_KEYS: [
      ...(env.ENCRYPTION_KEYS ?? []),
      ...(local ? [{ id: "local", key: Buffer.from(local.encryptionKey, "base64url") }] : []),
    ],
    demo,
    demoPassword: local?.demoPassword ?? "",
    demoSite: demo ? demoSiteOf(SITE_URL, env.DEMO_SITE_PORT ?? env.PORT + 1) : null,
    mailbox: env.RESEND_API_KEY === undefined && (mode === "embedded" || !isProduction),
  };
}

/** Beside an address without TLS only: what stands behind a proxy has no second port to show. */
function demoSiteOf(siteUrl: string, port: number): Env["demoSite"] {
  const { protocol, hostname } = new URL(siteUrl);
  if (protocol !== "http:" || port === 0 || port > 65_535) return null;
  return { port, address: new URL(`http://${hostname}:${port}`).origin };
}

function findProblems(env: Parsed, mode: Mode, isProduction: boolean): string[] {
  const needed: (keyof Parsed)[] = [];
  if (mode === "supabase") needed.push("DATABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY");
  if (isProduction) {
    needed.push("SITE_URL", "APP_SECRET", "INTERNAL_TOKEN", "METRICS_TOKEN");
    if (mode === "postgres") needed.push("AUTH_JWT_SECRET", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY");
  }
  const problems = needed.filter((name) => env[name] === undefined).map((name) => `${name} is missing`);
  const pairs: [keyof Parsed, keyof Parsed][] = [
    ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
    ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
    ["GITHUB_EXPORT_CLIENT_ID", "GITHUB_EXPORT_CLIENT_SECRET"],
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ];
  for (const [a, b] of pairs) {
    if ((env[a] === undefined) !== (env[b] === undefined)) problems.push(`${a} and ${b} belong together`);
  }
  if (isProduction) {
    for (const name of ["APP_SECRET", "INTERNAL_TOKEN", "METRICS_TOKEN", "AUTH_JWT_SECRET"] as const) {
      const value = env[name];
      if (value && (weak.test(value) || new Set(value).size < 8))
        problems.push(`${name} is a default or guessable value`);
    }
    if (env.DEMO === true) problems.push("DEMO must be off in production outside the embedded mode");
  }
  return problems;
}

const holder = globalThis as typeof globalThis & { __atriumEnv?: Env };

/** The parsed environment, read once per process. @throws EnvironmentError */
export function env(): Env {
  holder.__atriumEnv ??= parseEnv(process.env, loadLocalSecrets);
  return holder.__atriumEnv;
}

/** @supabase/lite reads this itself; without it its storage routes do not exist. */
export function enableLiteStorage(): void {
  process.env.EXPERIMENTAL_STORAGE = "1";
}
