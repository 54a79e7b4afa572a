import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const secrets = () => ({
  authJwtSecret: "a",
  appSecret: "b",
  internalToken: "c",
  metricsToken: "d",
  publishableKey: "e",
  secretKey: "f",
  demoPassword: "g",
  encryptionKey: Buffer.alloc(32, 7).toString("base64url"),
});
const none = () => {
  throw new Error("no secrets file is read here");
};
const strong = (seed: string) => `${seed}0123456789abcdefghijklmnopqrstuvwxyz`;
const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://localhost/atrium",
  SITE_URL: "https://atrium.test/",
  APP_SECRET: strong("A"),
  INTERNAL_TOKEN: strong("B"),
  METRICS_TOKEN: strong("C"),
  AUTH_JWT_SECRET: strong("D"),
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_1",
  SUPABASE_SECRET_KEY: "sb_secret_1",
};

describe("parseEnv", () => {
  it("needs nothing for the embedded mode", () => {
    expect(parseEnv({}, secrets)).toMatchObject({
      mode: "embedded",
      demo: true,
      mailbox: true,
      SITE_URL: "http://localhost:3000",
      APP_SECRET: "b",
    });
  });

  it("takes empty variables as unset, as compose files hand them over", () => {
    expect(parseEnv({ DATABASE_URL: "", PORT: "" }, secrets)).toMatchObject({ mode: "embedded", PORT: 3000 });
  });

  it("knows the mode from what is set, and trims the site's address", () => {
    expect(parseEnv(production, none)).toMatchObject({
      mode: "postgres",
      demo: false,
      mailbox: false,
      SITE_URL: "https://atrium.test",
    });
    const { AUTH_JWT_SECRET: _, ...hosted } = { ...production, SUPABASE_URL: "https://x.supabase.co" };
    expect(parseEnv(hosted, none).mode).toBe("supabase");
  });

  it.each([
    "SITE_URL",
    "APP_SECRET",
    "INTERNAL_TOKEN",
    "METRICS_TOKEN",
    "AUTH_JWT_SECRET",
    "SUPABASE_PUBLISHABLE_KEY",
    "SUPABASE_SECRET_KEY",
  ])("refuses production without %s and names it", (name) => {
    expect(() => parseEnv({ ...production, [name]: undefined }, none)).toThrow(`${name} is missing`);
  });

  it.each([
    ["changeme-changeme-changeme-changeme-1"],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    ["secret-secret-secret-secret-secret-1"],
  ])("refuses the guessable secret %s", (value) => {
    expect(() => parseEnv({ ...production, APP_SECRET: value }, none)).toThrow(
      "APP_SECRET is a default or guessable value",
    );
  });

  it("refuses half of a pair, a demo in production and values of the wrong form, all at once where it can", () => {
    expect(() => parseEnv({ ...production, GOOGLE_CLIENT_ID: "x" }, none)).toThrow(
      "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together",
    );
    expect(() => parseEnv({ ...production, DEMO: "true" }, none)).toThrow("DEMO must be off");
    expect(() => parseEnv({ PORT: "99999", DATABASE_URL: "mysql://x" }, none)).toThrow(/PORT[\s\S]*DATABASE_URL/);
  });

  it("reads the prices of models and refuses what is no price list", () => {
    const parsed = parseEnv({ OPENAI_PRICES: "gpt-5.4-mini=0.75/4.5,org/other:7b=0/0" }, secrets);
    expect(parsed.OPENAI_PRICES).toEqual({
      "gpt-5.4-mini": { input: 0.75, output: 4.5 },
      "org/other:7b": { input: 0, output: 0 },
    });
    expect(parseEnv({ OPENAI_BASE_URL: "http://localhost:11434/v1/" }, secrets)).toMatchObject({
      OPENAI_BASE_URL: "http://localhost:11434/v1",
      OPENAI_PRICES: {},
    });
    for (const wrong of ["gpt=1", "gpt=1/2,", "gpt=a/b", "=1/2"])
      expect(() => parseEnv({ OPENAI_PRICES: wrong }, secrets)).toThrow("OPENAI_PRICES");
    expect(() => parseEnv({ OPENAI_BASE_URL: "file:///etc/passwd" }, secrets)).toThrow("OPENAI_BASE_URL");
  });

  it("takes keys for stored secrets, the current one first, and keeps the local one readable", () => {
    const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
    const ids = (source: Record<string, string>) => parseEnv(source, secrets).ENCRYPTION_KEYS.map(({ id }) => id);
    expect(ids({})).toEqual(["local"]);
    expect(ids({ ENCRYPTION_KEYS: `k2=${key(2)},k1=${key(1)}` })).toEqual(["k2", "k1", "local"]);
    expect(parseEnv({ ENCRYPTION_KEYS: `k1=${key(1)}` }, secrets).ENCRYPTION_KEYS[0]?.key).toEqual(Buffer.alloc(32, 1));
    // Production without one starts; what needs it says so.
    expect(parseEnv(production, none).ENCRYPTION_KEYS).toEqual([]);
    for (const wrong of ["k1", "k1=short", `k1=${key(1)},k1=${key(2)}`, `K 1=${key(1)}`])
      expect(() => parseEnv({ ENCRYPTION_KEYS: wrong }, secrets)).toThrow("ENCRYPTION_KEYS");
  });

  it("shows the demo's website on the next port, on another one or not at all, and never without the demo", () => {
    const site = (source: Record<string, string>) => parseEnv(source, secrets).demoSite;
    expect(site({})).toEqual({ port: 3001, address: "http://localhost:3001" });
    expect(site({ PORT: "80", DEMO_SITE_PORT: "8080", SITE_URL: "http://10.0.0.5" })).toEqual({
      port: 8080,
      address: "http://10.0.0.5:8080",
    });
    expect(site({ DEMO_SITE_PORT: "80" })).toEqual({ port: 80, address: "http://localhost" });
    for (const none of [{ DEMO_SITE_PORT: "0" }, { DEMO: "false" }, { PORT: "65535" }, { SITE_URL: "https://a.test" }])
      expect(site(none)).toBeNull();
    expect(parseEnv(production, none).demoSite).toBeNull();
  });

  it("reads which private servers may be called", () => {
    expect(parseEnv({}, secrets).OUTBOUND_ALLOW).toEqual([]);
    expect(parseEnv({ OUTBOUND_ALLOW: "git.local:443,127.0.0.1:4811" }, secrets).OUTBOUND_ALLOW).toEqual([
      "git.local:443",
      "127.0.0.1:4811",
    ]);
    expect(() => parseEnv({ OUTBOUND_ALLOW: "http://git.local" }, secrets)).toThrow("OUTBOUND_ALLOW");
  });
});
