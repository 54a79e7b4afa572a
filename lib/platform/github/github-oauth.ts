import "server-only";
import { z } from "zod";
import { now } from "@/lib/platform/clock/clock";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { env } from "@/lib/platform/env/env";
import { callOutside, OutboundError } from "@/lib/platform/http/outbound";
import { jsonOf } from "@/lib/platform/http/outbound-answer";
import { failureOfStatus } from "@/lib/platform/http/provider-error";
import { GitHubError } from "./github-error";

/** What exports need: repositories, the pipeline's file in them, and the names of the organizations to choose from. */
export const githubScopes = ["repo", "workflow", "read:org"] as const;

export type GitHubApp = { clientId: string; clientSecret: string };
export type GrantedToken = {
  token: string;
  /** When `token` ends and what gets the next one; null for an app whose tokens do not end. */
  renewal: { refreshToken: string; expiresAt: Date; refreshExpiresAt: Date | null } | null;
};

const granted = z.object({
  access_token: z.string().min(1).max(1_000),
  expires_in: z.number().int().positive().optional(),
  refresh_token: z.string().min(1).max(1_000).optional(),
  refresh_token_expires_in: z.number().int().positive().optional(),
});
const refused = z.object({ error: z.string().max(100) });

const callMs = 15_000;
/** Somebody waits for the answer to something else. */
const revokeMs = 5_000;
const maxBytes = 64 * 1024;

/** The OAuth app of this installation; undefined where none is set. */
export function githubApp(): GitHubApp | undefined {
  const { GITHUB_EXPORT_CLIENT_ID: clientId, GITHUB_EXPORT_CLIENT_SECRET: clientSecret } = env();
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

/** GitHub's page on which a person agrees. `verifier` stays here: only its hash goes along (PKCE, S256). */
export function authorizeUrl({ clientId }: GitHubApp, ask: { state: string; verifier: string; back: string }): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: ask.back,
    scope: githubScopes.join(" "),
    state: ask.state,
    code_challenge: sha256(ask.verifier).toString("base64url"),
    code_challenge_method: "S256",
    allow_signup: "false",
    // Who is signed in at GitHub need not be whom the workspace should act as.
    prompt: "select_account",
  });
  return `${env().GITHUB_URL}/login/oauth/authorize?${query}`;
}

/**
 * Trades the code that came back for a token. It works once, within ten minutes.
 * @throws GitHubError `rejected` for a code that does not count, `forbidden` for an app that GitHub does not know
 */
export async function tradeCode(
  app: GitHubApp,
  { code, verifier, back }: { code: string; verifier: string; back: string },
  signal?: AbortSignal,
): Promise<GrantedToken> {
  return await askToken(app, { code, code_verifier: verifier, redirect_uri: back }, signal);
}

/**
 * The next token. GitHub takes the given one and its refresh token back at once, so this must be asked once, and what it
 * answers must be kept.
 * @throws GitHubError `unauthorized` when the person has taken the authorisation back, or it has ended
 */
export async function renewToken(app: GitHubApp, refreshToken: string, signal?: AbortSignal): Promise<GrantedToken> {
  return await askToken(app, { grant_type: "refresh_token", refresh_token: refreshToken }, signal);
}

/**
 * Takes a token back that this app was given; nothing happens to one that is gone already.
 * @throws GitHubError when GitHub could not be asked
 */
export async function revokeToken(app: GitHubApp, token: string): Promise<void> {
  const path = `/applications/${encodeURIComponent(app.clientId)}/token`;
  const { status } = await callOutside(`${env().GITHUB_API_URL}${path}`, {
    method: "DELETE",
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    body: JSON.stringify({ access_token: token }),
    timeoutMs: revokeMs,
    maxBytes,
  }).catch(asGitHubError);
  if (status !== 204 && status !== 404 && status !== 422)
    throw new GitHubError(failureOfStatus(status), `status ${status}`);
}

function asGitHubError(cause: unknown): never {
  if (cause instanceof OutboundError) throw new GitHubError("unreachable", cause.failure, null, { cause });
  throw cause;
}

async function askToken(app: GitHubApp, ask: Record<string, string>, signal?: AbortSignal): Promise<GrantedToken> {
  const answer = await callOutside(`${env().GITHUB_URL}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...ask }).toString(),
    timeoutMs: callMs,
    maxBytes,
    ...(signal ? { signal } : {}),
  }).catch(asGitHubError);
  const body = jsonOf(answer.bytes);
  // GitHub refuses with status 200 and a word.
  const no = refused.safeParse(body);
  if (no.success) throw new GitHubError(failures[no.data.error] ?? "unexpected", no.data.error);
  if (answer.status !== 200) throw new GitHubError(failureOfStatus(answer.status), `status ${answer.status}`);
  const parsed = granted.safeParse(body);
  if (!parsed.success) throw new GitHubError("unexpected", "an answer of another form", null, { cause: parsed.error });
  return tokenOf(parsed.data);
}

const failures: Record<string, GitHubError["failure"]> = {
  bad_verification_code: "rejected",
  bad_refresh_token: "unauthorized",
  unverified_user_email: "rejected",
  incorrect_client_credentials: "forbidden",
  redirect_uri_mismatch: "forbidden",
  application_suspended: "forbidden",
  temporarily_unavailable: "unreachable",
};

function tokenOf(given: z.infer<typeof granted>): GrantedToken {
  const after = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const { access_token: token, refresh_token: refreshToken, expires_in: seconds, refresh_token_expires_in } = given;
  if (refreshToken === undefined || seconds === undefined) return { token, renewal: null };
  const refreshExpiresAt = refresh_token_expires_in === undefined ? null : after(refresh_token_expires_in);
  return { token, renewal: { refreshToken, expiresAt: after(seconds), refreshExpiresAt } };
}
