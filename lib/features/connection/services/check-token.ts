import "server-only";
import { env } from "@/lib/platform/env/env";
import { type AppError, BadRequestError, ServiceUnavailableError, ValidationError } from "@/lib/platform/errors/errors";
import { githubClient } from "@/lib/platform/github/github-client";
import { GitHubError } from "@/lib/platform/github/github-error";
import { type HostToken, orUndefined } from "@/lib/platform/hosting/host-call";
import { HostError } from "@/lib/platform/hosting/host-error";
import { netlifyClient } from "@/lib/platform/hosting/netlify-client";
import { railwayClient } from "@/lib/platform/hosting/railway-client";
import { vercelClient } from "@/lib/platform/hosting/vercel-client";
import type { Verified } from "../connection.repository";
import { type CreateConnection, type HostProvider, providerNames } from "../connection.schema";
import { passingRefusal } from "./provider-refusal";

/** @throws ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED: nothing is asked when its answer could not be kept */
export function requireEncryption(): void {
  if (env().ENCRYPTION_KEYS.length > 0) return;
  throw new ServiceUnavailableError(
    "ENCRYPTION_NOT_CONFIGURED",
    "This installation cannot keep tokens yet: its operator has to set ENCRYPTION_KEYS.",
  );
}

/** `ghp_…1a2b`. The part before the dots is the kind of token, the same for everybody. */
export function hintOf(token: string): string {
  const [kind = ""] = /^(?:github_pat_|gh[a-z]_|vc[a-z]_|nf[a-z]_)/.exec(token) ?? [];
  return `${kind}…${token.slice(-4)}`;
}

/**
 * Asks the provider whose token this is and whether it is good for exporting. Waits for the network.
 * @throws ValidationError TOKEN_REFUSED, TOKEN_SCOPE_MISSING, TEAM_UNKNOWN, RateLimitError, ExternalApiError PROVIDER_UNREACHABLE
 */
export async function checkToken(wish: CreateConnection, signal: AbortSignal): Promise<Verified> {
  try {
    const facts = wish.provider === "github" ? await checkGitHub(wish.token, signal) : await checkHost(wish, signal);
    return { ...facts, provider: wish.provider, hint: hintOf(wish.token), via: "token" };
  } catch (cause) {
    if (signal.aborted) throw new BadRequestError("REQUEST_GIVEN_UP", "The request was given up.", { cause });
    if (cause instanceof GitHubError || cause instanceof HostError)
      throw translate(cause, providerNames[wish.provider]);
    throw cause;
  }
}

type Facts = Omit<Verified, "provider" | "hint" | "via">;

/** @throws ValidationError TOKEN_SCOPE_MISSING, GitHubError */
export async function checkGitHub(token: string, signal: AbortSignal): Promise<Facts> {
  const viewer = await githubClient(token, signal).viewer();
  // Tokens of GitHub Apps have no scopes but the app's permissions, of which GitHub does not tell here.
  const scopes = token.startsWith("ghu_") ? null : viewer.scopes;
  if (scopes !== null && !scopes.includes("repo"))
    throw badToken("TOKEN_SCOPE_MISSING", 'This token lacks the scope "repo", without which nothing can be pushed.');
  const { id, login, expiresAt } = viewer;
  return { accountId: id, accountName: login, team: null, scopes, expiresAt };
}

type HostWish = Exclude<CreateConnection, { provider: "github" }>;

/** Hosts tell neither what a token may do nor when it ends. */
async function checkHost({ provider, token, team }: HostWish, signal: AbortSignal): Promise<Facts> {
  const account = await accounts[provider]({ token, team: null, signal }, team);
  return { accountId: account.id, accountName: account.name, team: account.team, scopes: null, expiresAt: null };
}

type Account = { id: string; name: string; team: string | null };
/** The account, or the team in it, that a token stands for. */
type FindAccount = (token: HostToken, team: string | null) => Promise<Account>;
const accounts: Record<HostProvider, FindAccount> = {
  vercel: vercelAccount,
  netlify: netlifyAccount,
  railway: railwayAccount,
};

async function netlifyAccount(token: HostToken, team: string | null): Promise<Account> {
  const client = netlifyClient(token);
  const person = await client.viewer();
  if (team === null) return { ...person, team: null };
  const found = await client.team(team);
  if (!found) throw teamUnknown("Netlify", team);
  return { id: found.id, name: found.slug, team: found.slug };
}

async function railwayAccount(token: HostToken, team: string | null): Promise<Account> {
  const client = railwayClient(token);
  // A token made for one workspace stands for no person, and may not ask whose it is.
  const mine = await orUndefined(client.workspaces());
  if (!mine && team === null) throw new HostError("unauthorized");
  const found =
    mine?.find(({ id, name }) => id === team || name === team) ??
    (team === null ? onlyOne(mine ?? []) : await orUndefined(client.workspace(team)));
  if (!found && !mine) throw new HostError("unauthorized");
  if (!found) throw teamUnknown("Railway", team ?? "");
  return { ...found, team: found.id };
}

function onlyOne(workspaces: readonly { id: string; name: string }[]) {
  const [first, ...more] = workspaces;
  if (first && more.length === 0) return first;
  const message = `This token sees several workspaces. Name one: ${workspaces.map(({ name }) => name).join(", ")}.`;
  throw new ValidationError("TEAM_UNKNOWN", message, { details: { fields: { team: message } } });
}

async function vercelAccount(token: HostToken, team: string | null): Promise<Account> {
  const client = vercelClient(token);
  if (team === null) return { ...(await client.viewer()), team: null };
  const found = await orUndefined(client.team(team));
  if (!found) throw teamUnknown("Vercel", team);
  return { ...found, team: found.id };
}

function badToken(code: string, message: string, cause?: unknown): AppError {
  return new ValidationError(code, message, { details: { fields: { token: message } }, cause });
}

function teamUnknown(name: string, team: string): AppError {
  const message = `${name} shows this token no team called ${team}. Check its name, or make the token for that team.`;
  return new ValidationError("TEAM_UNKNOWN", message, { details: { fields: { team: message } } });
}

function translate(cause: GitHubError | HostError, name: string): AppError {
  const passing = passingRefusal(cause, name);
  if (passing) return passing;
  if (cause instanceof HostError && cause.failure === "forbidden")
    return badToken(
      "TOKEN_SCOPE_MISSING",
      `${name} knows this token but does not let it read the account. A token made for one team needs the team's name here.`,
      cause,
    );
  return badToken(
    "TOKEN_REFUSED",
    `${name} does not accept this token. It may be mistyped, expired or revoked.`,
    cause,
  );
}
