import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { callOutside, type OutboundAnswer, OutboundError } from "@/lib/platform/http/outbound";
import { jsonOf, retryAt } from "@/lib/platform/http/outbound-answer";
import { failureOfStatus } from "@/lib/platform/http/provider-error";
import { GitHubError } from "./github-error";

const account = z.object({ id: z.number().int(), login: z.string().min(1).max(100) });
const repository = z.object({
  id: z.number().int(),
  name: z.string(),
  owner: account,
  description: z.string().nullable(),
  private: z.boolean(),
  archived: z.boolean(),
  default_branch: z.string().min(1).max(250),
  permissions: z.object({ push: z.boolean() }).optional(),
});
/** Of a list, which may be long: no more than what is shown of each. */
const listedRepository = z.object({
  name: z.string(),
  owner: account,
  private: z.boolean(),
  archived: z.boolean(),
  permissions: z.object({ push: z.boolean() }).optional(),
});
const pull = z.object({ number: z.number().int(), html_url: z.url(), state: z.string() });
const failureBody = z.object({
  message: z.string().catch(""),
  errors: z.array(z.union([z.string(), z.object({ message: z.string() })])).catch([]),
});

export type GitHubRepository = z.infer<typeof repository>;
export type ListedRepository = z.infer<typeof listedRepository>;
/** One page of a list at GitHub, and whether there is another one. */
export type GitHubPage<T> = { items: T[]; hasMore: boolean };
export type GitHubPull = z.infer<typeof pull>;
export type GitHubViewer = {
  id: string;
  login: string;
  /** Null: a fine-grained token, of which GitHub does not tell. */
  scopes: string[] | null;
  expiresAt: Date | null;
};
type NewPull = { title: string; body: string; head: string; base: string };

const callMs = 20_000;
/** Rows of a page of a list; the most that GitHub gives. */
export const githubPageSize = 100;
const maxBytes = 2 * 1024 * 1024;

/**
 * What exports need of GitHub's REST API, with one token. Every method throws GitHubError. Nothing here changes or deletes
 * a repository: the only writes are a new private repository and a pull request.
 */
export function githubClient(token: string, signal?: AbortSignal) {
  const send = async (method: "GET" | "POST", path: string, body?: object): Promise<OutboundAnswer> => {
    const answer = await callOutside(`${env().GITHUB_API_URL}${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: callMs,
      maxBytes,
      // A renamed repository answers with a redirect to its new address.
      maxRedirects: method === "GET" ? 3 : 0,
      ...(signal ? { signal } : {}),
    }).catch((cause: unknown) => {
      if (cause instanceof OutboundError && cause.failure !== "aborted")
        throw new GitHubError("unreachable", cause.failure, null, { cause });
      throw cause;
    });
    if (answer.status < 200 || answer.status > 299) throw failureOf(answer);
    return answer;
  };
  const repositoryPath = (owner: string, name: string) =>
    `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  return {
    /** Whose token it is and what it may do. */
    async viewer(): Promise<GitHubViewer> {
      const answer = await send("GET", "/user");
      const { id, login } = read(account, answer);
      const scopes = answer.headers.get("x-oauth-scopes");
      return {
        id: String(id),
        login,
        scopes: scopes === null ? null : scopes.split(",").flatMap((scope) => scope.trim() || []),
        expiresAt: dateOrNull(answer.headers.get("github-authentication-token-expiration")),
      };
    },

    /** What the token's account can see, as owner, collaborator or member of an organization; last pushed to first. */
    repositories: async (page: number): Promise<GitHubPage<ListedRepository>> =>
      pageOf(listedRepository, await send("GET", `/user/repos?sort=pushed&per_page=${githubPageSize}&page=${page}`)),

    /** Organizations of the token's account. A classic token without `read:org` may not ask. */
    organizations: async (page: number): Promise<GitHubPage<{ login: string }>> =>
      pageOf(account, await send("GET", `/user/orgs?per_page=${githubPageSize}&page=${page}`)),

    repository: async (owner: string, name: string): Promise<GitHubRepository> =>
      read(repository, await send("GET", repositoryPath(owner, name))),

    /** Private, empty, and without anything of GitHub's own in it. `owner` is an organization, or the token's account. */
    async createRepository(owner: string | null, wish: { name: string; description: string }) {
      const path = owner === null ? "/user/repos" : `/orgs/${encodeURIComponent(owner)}/repos`;
      return read(repository, await send("POST", path, { ...wish, private: true, auto_init: false }));
    },

    /** The pull request of a branch, in whatever state. */
    async findPull(at: { owner: string; name: string }, branch: string): Promise<GitHubPull | undefined> {
      const query = new URLSearchParams({ head: `${at.owner}:${branch}`, state: "all", per_page: "1" });
      const found = read(z.array(pull), await send("GET", `${repositoryPath(at.owner, at.name)}/pulls?${query}`));
      return found[0];
    },

    openPull: async (at: { owner: string; name: string }, wish: NewPull): Promise<GitHubPull> =>
      read(pull, await send("POST", `${repositoryPath(at.owner, at.name)}/pulls`, wish)),
  };
}
export type GitHubClient = ReturnType<typeof githubClient>;

function read<T>(schema: z.ZodType<T>, answer: OutboundAnswer): T {
  const parsed = schema.safeParse(jsonOf(answer.bytes));
  if (!parsed.success) throw new GitHubError("unexpected", "an answer of another form", null, { cause: parsed.error });
  return parsed.data;
}

function pageOf<T>(row: z.ZodType<T>, answer: OutboundAnswer): GitHubPage<T> {
  return { items: read(z.array(row), answer), hasMore: /rel="next"/.test(answer.headers.get("link") ?? "") };
}

function dateOrNull(text: string | null): Date | null {
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

function failureOf(answer: OutboundAnswer): GitHubError {
  const { status, headers } = answer;
  const parsed = failureBody.safeParse(jsonOf(answer.bytes));
  const details = (parsed.data?.errors ?? []).map((error) => (typeof error === "string" ? error : error.message));
  const said = [parsed.data?.message ?? "", ...details].filter((text) => text !== "").join("; ");
  const isSpent = headers.get("x-ratelimit-remaining") === "0" || headers.has("retry-after");
  if (status === 429 || (status === 403 && (isSpent || /rate limit/i.test(said))))
    return new GitHubError("rate_limited", said, retryAt(headers));
  if (status === 403 && headers.has("x-github-sso")) return new GitHubError("sso_required", said);
  return new GitHubError(failureOfStatus(status), said || `status ${status}`);
}
