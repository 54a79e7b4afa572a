import "server-only";
import { readCredentials } from "@/lib/platform/auth/credentials";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { unseal } from "@/lib/platform/crypto/secret-box";
import { asUser, type Credentials, type RequestContext } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { AppError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { GitHubError } from "@/lib/platform/github/github-error";
import { type GitHubApp, type GrantedToken, githubApp, tradeCode } from "@/lib/platform/github/github-oauth";
import { captureError } from "@/lib/platform/log/capture";
import { log } from "@/lib/platform/log/log";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";
import type { ConnectOutcome } from "../connection.schema";
import { attemptPlace } from "../connection.secret";
import { connectionAttempts } from "../connection-attempt.repository";
import { checkGitHub, hintOf } from "./check-token";
import { endOf } from "./renew-connection";
import { giveTokenBack } from "./revoke-granted";
import { saveConnection } from "./save-connection";
import { githubCallback } from "./start-github-connect";

type Session = Extract<Credentials, { kind: "session" }>;
type Back = { state: string; slug: string; code: string | null; error: string | null };

/**
 * GitHub's way back. Ends on the connections page of the workspace the state names, with a word for what came of it; nothing
 * of it is believed before the state was found to be one of this person, in this session, and unused. Never throws.
 */
export async function finishGitHubConnect(request: Request, context: RequestContext): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const state = searchParams.get("state") ?? "";
  const slug = /^([a-z0-9][a-z0-9-]{1,38}[a-z0-9])\.[\w-]{43}$/.exec(state)?.[1];
  if (slug === undefined) return redirectTo("/workspaces");
  const page = `/${slug}/settings/connections`;
  try {
    await limitRequest("auth", `ip:${context.ip ?? "unknown"}`);
    const credentials = await readCredentials(request);
    if (credentials?.kind !== "session") throw new UnauthorizedError();
    const back = { state, slug, code: searchParams.get("code"), error: searchParams.get("error") };
    return redirectTo(`${page}?github=${await finish(credentials, back, { request, context })}`);
  } catch (cause) {
    if (cause instanceof UnauthorizedError)
      return redirectTo(`/sign-in?next=${encodeURIComponent(`${page}?github=mismatch`)}`);
    return redirectTo(`${page}?github=${outcomeOf(cause, context)}`);
  }
}

function redirectTo(path: string): Response {
  const location = new URL(path, env().SITE_URL).toString();
  return new Response(null, { status: 302, headers: { location, "cache-control": "private, no-store" } });
}

type Meanwhile = { request: Request; context: RequestContext };

async function finish(credentials: Session, back: Back, { request, context }: Meanwhile): Promise<ConnectOutcome> {
  const begun = await spendAttempt(credentials, back, context);
  if (typeof begun === "string") return begun;
  if (back.error !== null) return back.error === "access_denied" ? "denied" : refusedBy(back.error);
  const app = githubApp();
  if (!app || back.code === null || back.code.length > 200) return "refused";
  const { code } = back;
  const granted = await tradeCode(app, { code, verifier: begun.verifier, back: githubCallback() }).catch(
    (cause: unknown) => {
      if (cause instanceof GitHubError && cause.failure === "rejected") return undefined;
      throw cause;
    },
  );
  if (!granted) return "used";
  return await keepGranted(credentials, { app, granted, workspaceId: begun.workspaceId }, { request, context });
}

function refusedBy(error: string): ConnectOutcome {
  log().warn({ error: error.slice(0, 100) }, "GitHub did not let an account be connected");
  return "refused";
}

/** Spends the state, whatever else is wrong: what came back once does not come back again. */
async function spendAttempt(
  credentials: Session,
  { state, slug }: Back,
  context: RequestContext,
): Promise<{ workspaceId: string; verifier: string } | ConnectOutcome> {
  const stateHash = sha256(state);
  return await asUser(credentials, { ...context, workspace: slug }, async (tx, { workspace }) => {
    if (!workspace || workspace.deleted) return "role";
    const attempt = await elevated(tx, () => connectionAttempts(tx, workspace.id).use(stateHash, credentials));
    if (typeof attempt === "string") return attempt;
    if (!roleAllows(workspace.role, "connections.write")) return "role";
    const place = attemptPlace(workspace.id, stateHash.toString("hex"));
    return { workspaceId: workspace.id, verifier: unseal(env().ENCRYPTION_KEYS, attempt.sealed, place) };
  });
}

type Granted = { app: GitHubApp; granted: GrantedToken; workspaceId: string };

/** A token that is not kept goes back to GitHub: nobody would ever use it, or know of it. */
async function keepGranted(
  credentials: Session,
  { app, granted, workspaceId }: Granted,
  { request, context }: Meanwhile,
): Promise<ConnectOutcome> {
  let isKept = false;
  try {
    const facts = await checkGitHub(granted.token, request.signal);
    const expiresAt = granted.renewal === null ? facts.expiresAt : endOf(granted);
    const hint = hintOf(granted.token);
    const verified = { ...facts, expiresAt, hint, provider: "github", via: "oauth" } as const;
    // Getting here has taken seconds, in which a role may have been lost.
    isKept = await asUser(credentials, { ...context, workspace: workspaceId }, async (tx, { workspace }) => {
      if (!workspace || workspace.deleted || !roleAllows(workspace.role, "connections.write")) return false;
      await saveConnection(tx, workspace.id, { granted, verified });
      return true;
    });
    return isKept ? "connected" : "role";
  } finally {
    if (!isKept) await giveTokenBack(app, granted.token);
  }
}

const byCode: Record<string, ConnectOutcome> = {
  TOKEN_SCOPE_MISSING: "scope",
  CONNECTION_LIMIT: "limit",
  RATE_LIMITED: "unreachable",
  // A key of the installation went in between: the attempt cannot be read any more.
  SECRET_UNREADABLE: "expired",
};

function outcomeOf(cause: unknown, { requestId }: RequestContext): ConnectOutcome {
  if (cause instanceof AppError && byCode[cause.code] !== undefined) return byCode[cause.code] ?? "failed";
  captureError(cause, { requestId });
  if (!(cause instanceof GitHubError)) return "failed";
  return cause.failure === "unreachable" || cause.failure === "rate_limited" ? "unreachable" : "refused";
}
