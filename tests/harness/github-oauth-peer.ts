import { createHash, randomBytes } from "node:crypto";
import type { Account, Ask, Sent } from "./github-peer";

/**
 * What GitHub does for an OAuth app, as far as connecting by a click needs it: the page on which people agree (this one
 * agrees at once, as `person`), codes that work once and only with the verifier their challenge was made from, refusals with
 * status 200 and a word, tokens that end with refresh tokens that work once and take the former token along, and taking a
 * token back. Not copied: codes that grow old, and the ten tokens per person after which the oldest goes.
 */
export const peerApp = { clientId: "Iv1.peer0000000000", clientSecret: "peer-secret-0000000000000000000000000000" };

type Grant = { person: Account; scope: string; challenge: string | null; back: string };
export type OAuthPeer = {
  /** Who is signed in at the peer. */
  person: Account;
  /** What they do on the page: agree, or send the app away with this word. */
  refuses: string | null;
  /** Seconds that a token lives; null = for ever. */
  lifeSeconds: number | null;
  /** Scopes given instead of those asked for. */
  gives: string | null;
  /** Tokens that were taken back by the app. */
  revoked: string[];
  /** How often a next token was given. */
  renewals: number;
  /** The person takes the authorisation back: no token works any more, and none is renewed. */
  takeBack: () => void;
  handles: (path: string) => boolean;
  answer: (ask: Ask) => Sent;
};

type Books = { tokens: Map<string, Account>; codes: Map<string, Grant>; refreshers: Map<string, Refresher> };
type Refresher = { token: string; person: Account };
const random = (prefix: string) => `${prefix}${randomBytes(18).toString("hex")}`;
/** GitHub's way to refuse. */
const word = (error: string): Sent => ({
  status: 200,
  body: { error, error_description: `Refused: ${error}.`, error_uri: "https://docs.github.com/apps" },
});

export function oauthPeer(tokens: Map<string, Account>): OAuthPeer {
  const books: Books = { tokens, codes: new Map(), refreshers: new Map() };
  const peer: OAuthPeer = {
    person: { id: 583_231, login: "octo", scopes: null },
    refuses: null,
    lifeSeconds: null,
    gives: null,
    revoked: [],
    renewals: 0,
    takeBack: () => {
      for (const { token } of books.refreshers.values()) tokens.delete(token);
      books.refreshers.clear();
    },
    handles: (path) => path.startsWith("/login/oauth/") || path.startsWith("/api/v3/applications/"),
    answer: (ask) => {
      if (ask.url.pathname === "/login/oauth/authorize") return authorize(peer, books, ask.url.searchParams);
      if (ask.url.pathname === "/login/oauth/access_token") return giveToken(peer, books, ask);
      return takeToken(peer, books, ask);
    },
  };
  return peer;
}

function authorize(peer: OAuthPeer, { codes }: Books, query: URLSearchParams): Sent {
  if (query.get("client_id") !== peerApp.clientId) return { status: 404 };
  const back = new URL(query.get("redirect_uri") ?? "http://nowhere.invalid");
  const state = query.get("state");
  if (state !== null) back.searchParams.set("state", state);
  const isS256 = query.get("code_challenge_method") === "S256" && query.get("code_challenge")?.length === 43;
  const refusal = query.has("code_challenge") && !isS256 ? "invalid_request" : peer.refuses;
  if (refusal === null) {
    const code = randomBytes(10).toString("hex");
    const { person, gives } = peer;
    const scope = gives ?? query.get("scope") ?? "";
    const challenge = query.get("code_challenge");
    codes.set(code, { person, scope, challenge, back: query.get("redirect_uri") ?? "" });
    back.searchParams.set("code", code);
  } else {
    back.searchParams.set("error", refusal);
    back.searchParams.set("error_description", "The user has denied your application access.");
    back.searchParams.set("error_uri", "https://docs.github.com/apps");
  }
  return { status: 302, headers: { location: back.href } };
}

function giveToken(peer: OAuthPeer, books: Books, { request, body }: Ask): Sent {
  const form = new URLSearchParams(body);
  if (request.method !== "POST" || !request.headers.accept?.includes("json")) return { status: 404 };
  if (form.get("client_id") !== peerApp.clientId || form.get("client_secret") !== peerApp.clientSecret)
    return word("incorrect_client_credentials");
  if (form.get("grant_type") === "refresh_token") return renew(peer, books, form.get("refresh_token") ?? "");
  const code = form.get("code") ?? "";
  const grant = books.codes.get(code);
  books.codes.delete(code);
  if (!grant) return word("bad_verification_code");
  if (form.get("redirect_uri") !== grant.back) return word("redirect_uri_mismatch");
  const verifier = form.get("code_verifier") ?? "";
  if (grant.challenge !== null && createHash("sha256").update(verifier).digest("base64url") !== grant.challenge)
    return word("bad_verification_code");
  return tokenFor(peer, books, grant);
}

function renew(peer: OAuthPeer, books: Books, refreshToken: string): Sent {
  const known = books.refreshers.get(refreshToken);
  if (!known) return word("bad_refresh_token");
  books.refreshers.delete(refreshToken);
  books.tokens.delete(known.token);
  peer.renewals += 1;
  return tokenFor(peer, books, { person: known.person, scope: "" });
}

function tokenFor(peer: OAuthPeer, books: Books, { person, scope }: Pick<Grant, "person" | "scope">): Sent {
  const token = random(peer.lifeSeconds === null ? "gho_" : "ghu_");
  const scopes = scope.split(" ").filter((part) => part !== "");
  // Tokens that end are those of GitHub Apps: they have the app's permissions and no scopes.
  books.tokens.set(token, { ...person, scopes: peer.lifeSeconds === null ? scopes.join(", ") : "" });
  const given = { access_token: token, token_type: "bearer", scope: peer.lifeSeconds === null ? scopes.join(",") : "" };
  if (peer.lifeSeconds === null) return { status: 200, body: given };
  const refresh = random("ghr_");
  books.refreshers.set(refresh, { token, person });
  return {
    status: 200,
    body: {
      ...given,
      expires_in: peer.lifeSeconds,
      refresh_token: refresh,
      refresh_token_expires_in: 15_897_600,
    },
  };
}

function takeToken(peer: OAuthPeer, { tokens }: Books, { request, url, body }: Ask): Sent {
  const basic = Buffer.from(`${peerApp.clientId}:${peerApp.clientSecret}`).toString("base64");
  if (request.headers.authorization !== `Basic ${basic}`) return { status: 401, body: { message: "Bad credentials" } };
  if (request.method !== "DELETE" || url.pathname !== `/api/v3/applications/${peerApp.clientId}/token`)
    return { status: 404, body: { message: "Not Found" } };
  const token = (JSON.parse(body) as { access_token: string }).access_token;
  if (!tokens.delete(token)) return { status: 422, body: { message: "Validation Failed" } };
  peer.revoked.push(token);
  return { status: 204 };
}
