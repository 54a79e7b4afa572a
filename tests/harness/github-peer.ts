import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OAuthPeer, oauthPeer } from "./github-oauth-peer";

/**
 * A local stand-in for GitHub: the few REST calls that exports make, answered in GitHub's shape, and beside them the real
 * `git http-backend` over bare repositories, so that a push is a push. Lists come in pages, with GitHub's `Link` header; an
 * account sees what is its own or its organizations', and organizations only with `read:org` or `user`, else 403.
 * `github-oauth-peer.ts` has what connecting by a click needs. For tests only.
 */
export const peerToken = "ghp_PeerToken000000000000000000000000a1b2";
export const hasGit = spawnSync("git", ["--version"]).status === 0;

export type Account = { id: number; login: string; scopes: string | null; expires?: string; organizations?: string[] };
export type PeerRepository = {
  id: number;
  owner: string;
  name: string;
  description: string | null;
  private: boolean;
  archived: boolean;
  canPush: boolean;
  defaultBranch: string;
  pulls: { number: number; head: string; base: string; title: string; body: string }[];
};
export type Sent = { status: number; body?: unknown; headers?: Record<string, string> };
/** What happens instead of the usual: another answer, a broken connection, or the deed is done and its answer lost. */
type Interference = (asked: { method: string; path: string; n: number }) => Sent | "cut" | "lose" | undefined;

export type GitHubPeer = {
  url: string;
  /** Method and path of every call since `interfere` was last set. */
  asked: string[];
  tokens: Map<string, Account>;
  repositories: Map<string, PeerRepository>;
  oauth: OAuthPeer;
  interfere: (how?: Interference) => void;
  /** An existing repository; with `files` it has a first commit. */
  addRepository: (full: string, facts?: Partial<PeerRepository>, files?: Record<string, string>) => PeerRepository;
  /** Runs git in the bare repository. @returns what it printed */
  git: (full: string, ...args: string[]) => string;
  /** From now on the repository's own hook refuses every push with these words. */
  refusePushes: (full: string, words: string) => void;
  /** One more commit on a branch, as a person would make it. */
  commit: (full: string, branch: string, files: Record<string, string | null>, message?: string) => void;
};

const owner = (login: string, id = 1) => ({ id, login });
const restOf = (repo: PeerRepository) => ({
  id: repo.id,
  name: repo.name,
  full_name: `${repo.owner}/${repo.name}`,
  owner: owner(repo.owner),
  description: repo.description,
  private: repo.private,
  archived: repo.archived,
  default_branch: repo.defaultBranch,
  permissions: { admin: repo.canPush, push: repo.canPush, pull: true },
});
const failed = (status: number, message: string, errors: object[] = []): Sent => ({
  status,
  body: { message, errors, documentation_url: "https://docs.github.com/rest" },
});

export async function startGitHubPeer(): Promise<GitHubPeer> {
  const root = mkdtempSync(join(tmpdir(), "atrium-github-"));
  process.on("exit", () => rmSync(root, { recursive: true, force: true }));
  let interference: Interference = () => undefined;
  const tokens = new Map<string, Account>([[peerToken, { id: 583231, login: "octo", scopes: "repo, workflow" }]]);
  const repositories = new Map<string, PeerRepository>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://peer");
    asked.push(`${request.method} ${url.pathname}`);
    const instead = interference({ method: request.method ?? "", path: url.pathname, n: asked.length - 1 });
    if (instead === "cut") return void request.socket.destroy();
    if (instead === "lose") lose(response);
    else if (instead) return send(response, instead);
    const byClick = peer.oauth.handles(url.pathname);
    if (byClick || url.pathname.startsWith("/api/v3/"))
      void readBody(request).then((body) =>
        send(response, byClick ? peer.oauth.answer({ request, url, body }) : rest(peer, { request, url, body })),
      );
    else serveGit(peer, root, { request, response, url });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const peer: GitHubPeer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    tokens,
    repositories,
    oauth: oauthPeer(tokens),
    interfere: (how = () => undefined) => {
      interference = how;
      asked.length = 0;
    },
    addRepository: (full, facts = {}, files) => {
      const [login = "", name = ""] = full.split("/");
      const repo: PeerRepository = {
        id: repositories.size + 1,
        owner: login,
        name,
        description: null,
        private: true,
        archived: false,
        canPush: true,
        defaultBranch: "main",
        pulls: [],
        ...facts,
      };
      repositories.set(full, repo);
      if (hasGit) run(root, ["init", "-q", "--bare", "-b", repo.defaultBranch, join(root, `${full}.git`)]);
      if (files) peer.commit(full, repo.defaultBranch, files);
      return repo;
    },
    git: (full, ...args) => run(join(root, `${full}.git`), args),
    refusePushes: (full, words) => {
      const hook = join(root, `${full}.git`, "hooks", "pre-receive");
      writeFileSync(hook, `#!/bin/sh\necho "${words}" >&2\nexit 1\n`, { mode: 0o755 });
    },
    commit: (full, branch, files, message = "By hand") =>
      commitTo(join(root, `${full}.git`), { branch, message }, files),
  };
  return peer;
}

export type Ask = { request: IncomingMessage; url: URL; body: string };

function rest(peer: GitHubPeer, { request, url, body }: Ask): Sent {
  const account = peer.tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
  if (!account) return failed(401, "Bad credentials");
  const path = url.pathname.slice("/api/v3".length);
  const [, place, login = "", name = "", rest = ""] =
    /^\/(repos|orgs)\/([^/]+)\/([^/]+)(?:\/(pulls))?$/.exec(path) ?? [];
  if (path === "/user") {
    const headers: Record<string, string> = {};
    if (account.scopes !== null) headers["x-oauth-scopes"] = account.scopes;
    if (account.expires) headers["github-authentication-token-expiration"] = account.expires;
    return { status: 200, body: owner(account.login, account.id), headers };
  }
  if (request.method === "GET" && (path === "/user/repos" || path === "/user/orgs")) return list(peer, account, url);
  if (request.method === "POST" && (path === "/user/repos" || (place === "orgs" && name === "repos")))
    return createRepository(peer, place === "orgs" ? login : account.login, JSON.parse(body) as NewRepository);
  const repo = place === "repos" ? peer.repositories.get(`${login}/${name}`) : undefined;
  if (!repo) return failed(404, "Not Found");
  if (rest === "") return { status: 200, body: restOf(repo) };
  if (request.method === "POST") return openPull(peer, repo, JSON.parse(body) as PeerRepository["pulls"][number]);
  const head = url.searchParams.get("head");
  const found = repo.pulls.filter((pull) => `${repo.owner}:${pull.head}` === head);
  return { status: 200, body: found.map((pull) => pullOf(peer, repo, pull)) };
}

function list(peer: GitHubPeer, { login, scopes, organizations = [] }: Account, url: URL): Sent {
  if (url.pathname.endsWith("/repos")) {
    const seen = [...peer.repositories.values()].filter((repo) => [login, ...organizations].includes(repo.owner));
    return pageOf(url, seen.reverse().map(restOf));
  }
  if (scopes !== null && !/\b(read:org|user)\b/.test(scopes))
    return failed(403, "You need at least read:org scope or user scope to list your organizations.");
  return pageOf(
    url,
    organizations.map((name, index) => owner(name, 70_000 + index)),
  );
}

function pageOf(url: URL, rows: object[]): Sent {
  const size = Number(url.searchParams.get("per_page") ?? 30);
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = new URL(url);
  next.searchParams.set("page", String(page + 1));
  const headers = page * size < rows.length ? { link: `<${next}>; rel="next"` } : undefined;
  return { status: 200, body: rows.slice((page - 1) * size, page * size), ...(headers ? { headers } : {}) };
}

type NewRepository = { name: string; description: string; private: boolean; auto_init: boolean };
function createRepository(peer: GitHubPeer, login: string, wish: NewRepository): Sent {
  const full = `${login}/${wish.name}`;
  if (peer.repositories.has(full))
    return failed(422, "Repository creation failed.", [
      { resource: "Repository", code: "custom", field: "name", message: "name already exists on this account" },
    ]);
  return {
    status: 201,
    body: restOf(peer.addRepository(full, { private: wish.private, description: wish.description })),
  };
}

const pullOf = (peer: GitHubPeer, repo: PeerRepository, pull: { number: number }) => ({
  number: pull.number,
  html_url: `${peer.url}/${repo.owner}/${repo.name}/pull/${pull.number}`,
  state: "open",
});

function openPull(peer: GitHubPeer, repo: PeerRepository, wish: PeerRepository["pulls"][number]): Sent {
  const full = `${repo.owner}/${repo.name}`;
  for (const branch of [wish.head, wish.base])
    if (peer.git(full, "branch", "--list", branch) === "")
      return failed(422, "Validation Failed", [{ resource: "PullRequest", code: "invalid", message: branch }]);
  if (repo.pulls.some((pull) => pull.head === wish.head))
    return failed(422, "Validation Failed", [
      { message: `A pull request already exists for ${repo.owner}:${wish.head}.` },
    ]);
  const pull = { ...wish, number: repo.pulls.length + 1 };
  repo.pulls.push(pull);
  return { status: 201, body: pullOf(peer, repo, pull) };
}

type GitAsk = { request: IncomingMessage; response: ServerResponse; url: URL };

/** CGI: the request's body in, headers and body out. */
function serveGit(peer: GitHubPeer, root: string, { request, response, url }: GitAsk): void {
  const basic = Buffer.from(/^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "", "base64").toString();
  const account = peer.tokens.get(basic.slice(basic.indexOf(":") + 1));
  const full = /^\/([^/]+\/[^/]+)\.git\//.exec(url.pathname)?.[1] ?? "";
  const repo = peer.repositories.get(full);
  const isPush = url.pathname.endsWith("git-receive-pack") || url.search.includes("git-receive-pack");
  const refused = !account ? 401 : !repo ? 404 : isPush && !repo.canPush ? 403 : undefined;
  if (refused !== undefined || !account) {
    send(response, { status: refused ?? 401, headers: { "www-authenticate": 'Basic realm="GitHub"' } });
    return;
  }
  const cgi = spawn("git", ["http-backend"], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      REMOTE_USER: account.login,
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
  });
  request.pipe(cgi.stdin);
  cgi.stdin.on("error", () => {});
  const parts: Buffer[] = [];
  cgi.stdout.on("data", (part: Buffer) => parts.push(part));
  cgi.on("close", () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf("\r\n\r\n");
    const headers = Object.fromEntries(
      all
        .subarray(0, end)
        .toString()
        .split("\r\n")
        .map((line) => line.split(": ", 2) as [string, string]),
    );
    response.writeHead(Number(/^\d+/.exec(headers.Status ?? "200")?.[0] ?? 200), headers);
    response.end(all.subarray(end + 4));
  });
}

function run(cwd: string, args: string[], input?: string): string {
  const done = spawnSync("git", args, {
    cwd,
    encoding: "utf8",
    input,
    env: { ...process.env, HOME: cwd },
  });
  if (done.status !== 0) throw new Error(`git ${args[0]}: ${done.stderr}`);
  return done.stdout.trim();
}

/** One commit through `git fast-import`; null takes a file away. */
type NewCommit = { branch: string; message: string };
function commitTo(bare: string, { branch, message }: NewCommit, files: Record<string, string | null>): void {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const hasParent =
    spawnSync("git", ["rev-parse", "-q", "--verify", `refs/heads/${branch}`], { cwd: bare }).status === 0;
  const changes = Object.entries(files).map(([path, text]) =>
    text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`,
  );
  const stream = `commit refs/heads/${branch}\ncommitter Robin <robin@example.test> 1790000000 +0000\n${data(message)}${
    hasParent ? `from refs/heads/${branch}^0\n` : ""
  }${changes.join("")}\n`;
  run(bare, ["fast-import", "--quiet"], stream);
}

/** Breaks the connection in place of the first word of an answer. */
function lose(response: ServerResponse): void {
  response.writeHead = () => {
    response.socket?.destroy();
    return response;
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

function send(response: ServerResponse, { status, body, headers }: Sent): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

/** The peer that the tests' environment names. */
export async function githubPeer(): Promise<GitHubPeer> {
  const { __githubPeer } = globalThis as typeof globalThis & { __githubPeer?: Promise<GitHubPeer> };
  if (!__githubPeer) throw new Error("setup.ts has not run");
  return await __githubPeer;
}
