import { type ApiPeer, type Asked, jsonOf, type Sent, startApiPeer } from "./api-peer";

/** A local stand-in for Netlify: the calls that deploys make, answered in its shape and by its rules. For tests only. */
export type NetlifySite = {
  id: string;
  name: string;
  /** Slug of the team. */
  owner: string;
  createdAt: string;
  env: { key: string; is_secret: boolean; scopes?: string[]; values: { value: string; context: string }[] }[];
};
export type NetlifyDeploy = { id: string; siteId: string; state: string; title: string; error?: string; zip: Buffer };
type Account = { id: string; email: string; teams: Record<string, string>; mayWrite: boolean };

export type NetlifyPeer = ApiPeer & {
  tokens: Map<string, Account>;
  sites: Map<string, NetlifySite>;
  deploys: Map<string, NetlifyDeploy>;
  /** How builds that are looked at go on: what they are next. */
  next: { state: string; error?: string };
};

const failed = (status: number, message: string, more = {}): Sent => ({
  status,
  body: { code: status, message, ...more },
});
const notFound = failed(404, "Not Found");

export async function startNetlifyPeer(): Promise<NetlifyPeer> {
  const peer: NetlifyPeer = Object.assign(await startApiPeer((asked) => answer(peer, asked)), {
    tokens: new Map<string, Account>(),
    sites: new Map<string, NetlifySite>(),
    deploys: new Map<string, NetlifyDeploy>(),
    next: { state: "ready" },
  });
  return peer;
}

function answer(peer: NetlifyPeer, asked: Asked): Sent {
  const account = peer.tokens.get(asked.token);
  if (!account) return failed(401, "Access Denied");
  const { method, query } = asked;
  const parts = asked.path.replace("/api/v1/", "").split("/").map(decodeURIComponent);
  const [kind = "", id = "", what = "", key = ""] = parts;
  const teams = Object.entries(account.teams);
  if (kind === "user") return { status: 200, body: { id: account.id, email: account.email, full_name: "A person" } };
  if (method !== "GET" && !account.mayWrite) return failed(403, "Forbidden");
  if (kind === "accounts" && id === "")
    return { status: 200, body: teams.map(([teamId, slug]) => ({ id: teamId, slug, name: slug })) };
  if (kind === "accounts") return settings(peer, key, asked);
  const owners = teams.map(([, slug]) => slug);
  if (method === "POST" && parts.at(-1) === "sites") return makeSite(peer, kind === "sites" ? owners[0] : kind, asked);
  if (kind === "sites" && id === "") {
    const mine = [...peer.sites.values()].filter((one) => owners.includes(one.owner));
    return {
      status: 200,
      body: mine.filter(({ name }) => name.includes(query.get("name") ?? "")).map((one) => siteOf(peer, one)),
    };
  }
  if (kind === "deploys") return oneDeploy(peer, id, what);
  const site = peer.sites.get(id);
  if (!site || !owners.includes(site.owner)) return notFound;
  if (what === "builds") return makeBuild(peer, site, asked);
  if (what !== "deploys") return { status: 200, body: siteOf(peer, site) };
  const found = [...peer.deploys.values()].filter(({ siteId }) => siteId === id).reverse();
  return { status: 200, body: found.map((one) => deployOf(peer, one)) };
}

const siteOf = (peer: NetlifyPeer, { id, name, owner, createdAt }: NetlifySite) => ({
  ...{ id, name, created_at: createdAt, account_id: `of ${owner}`, account_slug: owner },
  published_deploy: [...peer.deploys.values()].find((one) => one.siteId === id && one.state === "ready") ?? null,
});

function makeSite(peer: NetlifyPeer, owner: string | undefined, { body }: Asked): Sent {
  if (owner === undefined) return notFound;
  const { name } = jsonOf(body) as { name: string };
  // Of all sites of the world, not only of the account.
  if ([...peer.sites.values()].some((one) => one.name === name))
    return { status: 422, body: { errors: { subdomain: ["must be unique"] } } };
  const made = { id: `site-${peer.sites.size + 1}`, name, owner, createdAt: new Date().toISOString(), env: [] };
  peer.sites.set(made.id, made);
  return { status: 201, body: siteOf(peer, made) };
}

function settings(peer: NetlifyPeer, key: string, { method, query, body }: Asked): Sent {
  const site = peer.sites.get(query.get("site_id") ?? "");
  if (!site) return notFound;
  if (method === "GET") return { status: 200, body: site.env };
  if (method === "PUT") {
    const at = site.env.findIndex((one) => one.key === key);
    if (at < 0) return notFound;
    site.env[at] = jsonOf(body) as NetlifySite["env"][number];
    return { status: 200, body: site.env[at] };
  }
  const fresh = JSON.parse(body.toString("utf8")) as NetlifySite["env"];
  if (fresh.some((one) => site.env.some((known) => known.key === one.key))) return failed(422, "Key already exists");
  site.env.push(...fresh);
  return { status: 201, body: fresh };
}

function makeBuild(peer: NetlifyPeer, site: NetlifySite, { body, query, headers }: Asked): Sent {
  // Without files it would build a repository, and this site has none.
  if (headers.get("content-type") !== "application/zip") return failed(422, "There is nothing to build");
  const id = `dep-${peer.deploys.size + 1}`;
  peer.deploys.set(id, { id, siteId: site.id, state: "new", title: query.get("title") ?? "", zip: body });
  return { status: 200, body: { id: `build-${id}`, deploy_id: id, sha: "", done: false } };
}

function oneDeploy(peer: NetlifyPeer, id: string, what: string): Sent {
  const found = peer.deploys.get(id);
  if (!found) return notFound;
  if (what === "cancel") {
    if (["ready", "error"].includes(found.state)) return failed(422, "It is over");
    Object.assign(found, { state: "error", error: "Canceled build" });
  } else if (found.state === "new") found.state = "building";
  else if (found.state === "building") Object.assign(found, peer.next);
  return { status: 200, body: deployOf(peer, found) };
}

function deployOf(peer: NetlifyPeer, { id, siteId, state, title, error }: NetlifyDeploy) {
  const name = peer.sites.get(siteId)?.name ?? "";
  const places = { ssl_url: `https://${name}.netlify.app`, admin_url: `https://app.netlify.com/projects/${name}` };
  return { id, site_id: siteId, state, title, error_message: error ?? null, ...places };
}

/** The peer that the tests' environment names. */
export async function netlifyPeer(): Promise<NetlifyPeer> {
  const { __netlifyPeer } = globalThis as typeof globalThis & { __netlifyPeer?: Promise<NetlifyPeer> };
  if (!__netlifyPeer) throw new Error("setup.ts has not run");
  return await __netlifyPeer;
}
