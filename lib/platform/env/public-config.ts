import "server-only";
import { env, type Mode } from "./env";

export type PublicConfig = {
  mode: Mode;
  demo: boolean;
  mailbox: boolean;
  oauth: { google: boolean; github: boolean };
  siteUrl: string;
  /** Tokens of accounts elsewhere can be kept. */
  keepsSecrets: boolean;
  /** Where exports go. */
  githubUrl: string;
  /** Accounts there can be connected by a click. */
  githubConnect: boolean;
  /** The demo's website of a made-up client, when it stands. */
  demoSite: string | null;
};

/** Set by server.mjs once the website listens: its port may have been taken. */
const holder = globalThis as typeof globalThis & { __atriumDemoSite?: string };

/** What pages may know of the environment. Never a secret. */
export function publicConfig(): PublicConfig {
  const e = env();
  return {
    mode: e.mode,
    demo: e.demo,
    mailbox: e.mailbox,
    oauth: { google: e.GOOGLE_CLIENT_ID !== undefined, github: e.GITHUB_CLIENT_ID !== undefined },
    siteUrl: e.SITE_URL,
    keepsSecrets: e.ENCRYPTION_KEYS.length > 0,
    githubUrl: e.GITHUB_URL,
    githubConnect: e.GITHUB_EXPORT_CLIENT_ID !== undefined && e.GITHUB_EXPORT_CLIENT_SECRET !== undefined,
    demoSite: holder.__atriumDemoSite ?? null,
  };
}
