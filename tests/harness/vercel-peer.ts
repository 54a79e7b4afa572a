import { createHash } from "node:crypto";
import { type ApiPeer, type Asked, jsonOf, type Sent, startApiPeer } from "./api-peer";

/** A local stand-in for Vercel: the calls that deploys make, answered in its shape and by its rules. For tests only. */
export type VercelProject = {
  id: string;
  name: string;
  /** Team or user. */
  owner: string;
  createdAt: number;
  framework: string;
  env: { key: string; value: string; type: string; target: string[] }[];
};
export type VercelBuild = {
  id: string;
  projectId: string;
  readyState: string;
  errorMessage?: string;
  target: string;
  meta: Record<string, string>;
  files: Record<string, string>;
};
type Account = { id: string; username: string; teams: Record<string, string>; mayWrite: boolean };

export type VercelPeer = ApiPeer & {
  tokens: Map<string, Account>;
  projects: Map<string, VercelProject>;
  builds: Map<string, VercelBuild>;
  /** Contents by SHA-1. */
  files: Map<string, Buffer>;
  /** How builds that are looked at go on: what they are next. */
  next: { readyState: string; errorMessage?: string };
};

const failed = (status: number, code: string, message: string, more = {}): Sent => ({
  status,
  body: { error: { code, message, ...more } },
});
const notFound = failed(404, "not_found", "Not found");

export async function startVercelPeer(): Promise<VercelPeer> {
  const peer: VercelPeer = Object.assign(await startApiPeer((asked) => answer(peer, asked)), {
    tokens: new Map<string, Account>(),
    projects: new Map<string, VercelProject>(),
    builds: new Map<string, VercelBuild>(),
    files: new Map<string, Buffer>(),
    next: { readyState: "READY" },
  });
  return peer;
}

function answer(peer: VercelPeer, asked: Asked): Sent {
  const account = peer.tokens.get(asked.token);
  if (!account) return failed(403, "forbidden", "Not authorized", { invalidToken: true });
  const { method, path, query } = asked;
  const team = query.get("teamId");
  if (path === "/v2/user") return { status: 200, body: { user: { id: account.id, username: account.username } } };
  const wanted = /^\/v2\/teams\/(.+)$/.exec(path)?.[1];
  if (wanted !== undefined) {
    const found = Object.entries(account.teams).find((entry) => entry.includes(wanted));
    return found ? { status: 200, body: { id: found[0], slug: found[1] } } : failed(403, "forbidden", "Not authorized");
  }
  if (team !== null && !(team in account.teams)) return failed(403, "forbidden", "Not authorized");
  if (method !== "GET" && !account.mayWrite) return failed(403, "forbidden", "You don't have permission");
  const owner = team ?? account.id;
  if (path === "/v2/files") return takeFile(peer, asked);
  if (path === "/v11/projects") return makeProject(peer, owner, asked);
  if (path === "/v13/deployments") return makeDeployment(peer, owner, asked);
  if (path === "/v6/deployments") return listDeployments(peer, query);
  const [, kind, id = "", verb = ""] = /^\/v\d+\/(projects|deployments)\/([^/]+)(?:\/(env|cancel))?$/.exec(path) ?? [];
  if (kind === "projects") {
    const found = projectOf(peer, owner, decodeURIComponent(id));
    if (!found) return notFound;
    return verb === "env" ? saveEnv(found, asked) : { status: 200, body: restOf(peer, found) };
  }
  const build = peer.builds.get(id);
  if (!build) return notFound;
  if (verb === "cancel") {
    if (!["QUEUED", "BUILDING"].includes(build.readyState)) return failed(400, "bad_request", "It is over");
    build.readyState = "CANCELED";
  } else if (build.readyState === "QUEUED") build.readyState = "BUILDING";
  else if (build.readyState === "BUILDING") Object.assign(build, peer.next);
  return { status: 200, body: deploymentOf(peer, build) };
}

function takeFile(peer: VercelPeer, { body, headers }: Asked): Sent {
  const sha = createHash("sha1").update(body).digest("hex");
  if (sha !== headers.get("x-vercel-digest")) return failed(400, "bad_request", "Digest does not fit the content");
  peer.files.set(sha, body);
  return { status: 200, body: {} };
}

const projectOf = (peer: VercelPeer, owner: string, idOrName: string) =>
  [...peer.projects.values()].find((one) => one.owner === owner && (one.id === idOrName || one.name === idOrName));
const restOf = (peer: VercelPeer, { id, name, createdAt }: VercelProject) => ({
  ...{ id, name, createdAt },
  latestDeployments: [...peer.builds.values()].filter((build) => build.projectId === id).slice(-2),
});

function makeProject(peer: VercelPeer, owner: string, { body }: Asked): Sent {
  const { name, framework } = jsonOf(body) as { name: string; framework: string };
  if (projectOf(peer, owner, name)) return failed(409, "conflict", `Project "${name}" already exists`);
  const made = { id: `prj_${peer.projects.size + 1}`, name, owner, framework, createdAt: Date.now(), env: [] };
  peer.projects.set(made.id, made);
  return { status: 200, body: restOf(peer, made) };
}

function saveEnv(project: VercelProject, { body, query }: Asked): Sent {
  for (const one of JSON.parse(body.toString("utf8")) as VercelProject["env"]) {
    const at = project.env.findIndex(({ key }) => key === one.key);
    if (at >= 0 && query.get("upsert") !== "true") return failed(400, "ENV_ALREADY_EXISTS", one.key);
    project.env.splice(at < 0 ? project.env.length : at, at < 0 ? 0 : 1, one);
  }
  return { status: 201, body: { created: [], failed: [] } };
}

type NewBuild = {
  name: string;
  project: string;
  target: string;
  meta: Record<string, string>;
  files: { file: string; sha: string; size: number }[];
};

function makeDeployment(peer: VercelPeer, owner: string, { body }: Asked): Sent {
  const wish = jsonOf(body) as unknown as NewBuild;
  const project = projectOf(peer, owner, wish.project);
  if (!project) return notFound;
  const missing = [...new Set(wish.files.map(({ sha }) => sha).filter((sha) => !peer.files.has(sha)))];
  if (missing.length > 0) return failed(400, "missing_files", "Missing files", { missing });
  const build: VercelBuild = {
    id: `dpl_${peer.builds.size + 1}`,
    projectId: project.id,
    readyState: "QUEUED",
    target: wish.target,
    meta: wish.meta,
    files: Object.fromEntries(wish.files.map(({ file, sha }) => [file, peer.files.get(sha)?.toString("utf8") ?? ""])),
  };
  peer.builds.set(build.id, build);
  return { status: 200, body: deploymentOf(peer, build) };
}

function listDeployments(peer: VercelPeer, query: URLSearchParams): Sent {
  const words = [...query].flatMap(([key, value]) => (key.startsWith("meta-") ? [[key.slice(5), value] as const] : []));
  const found = [...peer.builds.values()].filter(
    (build) => build.projectId === query.get("projectId") && words.every(([key, value]) => build.meta[key] === value),
  );
  const deployments = found.reverse().map(({ id, readyState, meta }) => ({ uid: id, state: readyState, meta }));
  return { status: 200, body: { deployments, pagination: { count: found.length, next: null, prev: null } } };
}

function deploymentOf(peer: VercelPeer, build: VercelBuild) {
  const { id, readyState, errorMessage } = build;
  const name = peer.projects.get(build.projectId)?.name ?? "";
  return {
    ...{ id, readyState, url: `${name}-${id.slice(4)}.vercel.app` },
    inspectorUrl: `https://vercel.com/studio/${name}/${id}`,
    ...(readyState === "READY" ? { alias: [`${name}.vercel.app`] } : {}),
    ...(errorMessage === undefined ? {} : { errorMessage }),
  };
}

/** The peer that the tests' environment names. */
export async function vercelPeer(): Promise<VercelPeer> {
  const { __vercelPeer } = globalThis as typeof globalThis & { __vercelPeer?: Promise<VercelPeer> };
  if (!__vercelPeer) throw new Error("setup.ts has not run");
  return await __vercelPeer;
}
