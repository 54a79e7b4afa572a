import { type ApiPeer, type Asked, jsonOf, type Sent, startApiPeer } from "./api-peer";

/**
 * A local stand-in for Railway: the queries and mutations that deploys send, answered in its shape and by its rules, of which
 * one is that most refusals come with status 200 and the words "Not Authorized". For tests only.
 */
export type RailwayProject = {
  id: string;
  name: string;
  description: string;
  workspace: string;
  services: { id: string; name: string; variables: Record<string, string>; repo: string | null; port: number | null }[];
};
export type RailwayDeploy = { id: string; serviceId: string; status: string; commitHash: string };
type Account = { isPerson: boolean; workspaces: Record<string, string>; mayWrite: boolean };
type Vars = Record<string, unknown> & { input?: Record<string, unknown> };

export type RailwayPeer = ApiPeer & {
  tokens: Map<string, Account>;
  projects: Map<string, RailwayProject>;
  deploys: Map<string, RailwayDeploy>;
  /** Repositories that Railway's GitHub app was let in to, with the commit each branch stands at. */
  repositories: Map<string, Record<string, string>>;
  /** How builds that are looked at go on: what they are next. */
  next: string;
};

const data = (body: object): Sent => ({ status: 200, body: { data: body } });
const refused = (message: string): Sent => ({ status: 200, body: { errors: [{ message }], data: null } });
const notAuthorized = refused("Not Authorized");
const list = (nodes: object[]) => ({ edges: nodes.map((node) => ({ node })) });

export async function startRailwayPeer(): Promise<RailwayPeer> {
  const peer: RailwayPeer = Object.assign(await startApiPeer((asked) => answer(peer, asked)), {
    tokens: new Map<string, Account>(),
    projects: new Map<string, RailwayProject>(),
    deploys: new Map<string, RailwayDeploy>(),
    repositories: new Map<string, Record<string, string>>(),
    next: "SUCCESS",
  });
  return peer;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function answer(peer: RailwayPeer, { token, body, path }: Asked): Sent {
  if (path !== "/graphql/v2") return { status: 404 };
  const account = peer.tokens.get(token);
  if (!account) return notAuthorized;
  const { query, variables } = jsonOf(body) as { query: string; variables: Vars };
  // Every variable that is used has to be declared and given.
  for (const [, name = ""] of query.matchAll(/\$(\w+):/g)) if (!(name in variables)) return { status: 400, body: {} };
  const [, field = ""] = /^(?:query|mutation)[^{]*\{ (\w+)/.exec(query) ?? [];
  if (query.startsWith("mutation") && !account.mayWrite) return notAuthorized;
  const workspaces = Object.entries(account.workspaces).map(([id, name]) => ({ id, name }));
  if (field === "me") return account.isPerson ? data({ me: { workspaces } }) : notAuthorized;
  if (field === "workspace") {
    const workspace = workspaces.find(({ id }) => id === variables.id);
    return workspace ? data({ workspace }) : notAuthorized;
  }
  const mine = [...peer.projects.values()].filter(({ workspace }) => workspace in account.workspaces);
  return (
    projectAnswer(peer, mine, { field, variables, account }) ??
    serviceAnswer(peer, mine, { field, variables }) ??
    deployAnswer(peer, { field, variables }) ??
    refused(`Cannot query field "${field}"`)
  );
}

type Field = { field: string; variables: Vars };

const restOf = ({ id, name, description, services }: RailwayProject) => ({
  ...{ id, name, description, environments: list([{ id: `env of ${id}`, name: "production" }]) },
  services: list(services.map((service) => ({ id: service.id, name: service.name }))),
});

function projectAnswer(
  peer: RailwayPeer,
  mine: RailwayProject[],
  { field, variables, account }: Field & { account: Account },
): Sent | undefined {
  if (field === "projects")
    return data({ projects: list(mine.filter((one) => one.workspace === variables.id).map(restOf)) });
  if (field === "project") {
    const found = mine.find(({ id }) => id === variables.id);
    return found ? data({ project: restOf(found) }) : notAuthorized;
  }
  if (field !== "projectCreate") return undefined;
  const { name, description, workspaceId } = variables.input ?? {};
  const workspace = text(workspaceId);
  if (!(workspace in account.workspaces)) return refused("You must specify a workspaceId to create a project");
  const id = `project-${peer.projects.size + 1}`;
  const made = { id, name: text(name), description: text(description), workspace, services: [] };
  peer.projects.set(id, made);
  return data({ projectCreate: restOf(made) });
}

function serviceAnswer(peer: RailwayPeer, mine: RailwayProject[], { field, variables }: Field): Sent | undefined {
  const { input = {} } = variables;
  const services = mine.flatMap((project) => project.services);
  if (field === "serviceCreate") {
    const project = mine.find(({ id }) => id === input.projectId);
    if (!project) return notAuthorized;
    const id = `service-${services.length + 1}-${project.id}`;
    project.services.push({ id, name: text(input.name), variables: {}, repo: null, port: null });
    return data({ serviceCreate: { id, name: text(input.name) } });
  }
  const wanted = text(variables.s) || text(input.serviceId) || (field === "serviceConnect" ? text(variables.id) : "");
  const service = services.find(({ id }) => id === wanted);
  if (field === "deployments" || field === "serviceInstanceDeployV2") return undefined;
  if (!service) return wanted === "" ? undefined : notAuthorized;
  if (field === "variableCollectionUpsert") {
    Object.assign(service.variables, input.variables);
    return data({ variableCollectionUpsert: true });
  }
  if (field === "serviceInstance") return data({ serviceInstance: { source: { repo: service.repo } } });
  if (field === "domains")
    return data({ domains: { serviceDomains: service.port === null ? [] : [{ domain: domainOf(service.name) }] } });
  if (field === "serviceDomainCreate") {
    service.port = Number(input.targetPort);
    return data({ serviceDomainCreate: { domain: domainOf(service.name) } });
  }
  if (field !== "serviceConnect") return undefined;
  const heads = peer.repositories.get(text(input.repo));
  const head = heads?.[text(input.branch)];
  if (head === undefined) return refused("User does not have access to the repo");
  service.repo = text(input.repo);
  addDeploy(peer, service.id, head);
  return data({ serviceConnect: { id: service.id } });
}

const domainOf = (name: string): string => `${name}-production.up.railway.app`;

function addDeploy(peer: RailwayPeer, serviceId: string, commitHash: string): string {
  const id = `deploy-${peer.deploys.size + 1}`;
  peer.deploys.set(id, { id, serviceId, status: "QUEUED", commitHash });
  return id;
}

function deployAnswer(peer: RailwayPeer, { field, variables }: Field): Sent | undefined {
  const all = [...peer.projects.values()].flatMap((project) => project.services);
  if (field === "serviceInstanceDeployV2") {
    const service = all.find(({ id }) => id === variables.s);
    const heads = Object.values(peer.repositories.get(service?.repo ?? "") ?? {});
    if (!service || !heads.includes(text(variables.c))) return refused("Commit not found in the repo");
    return data({ serviceInstanceDeployV2: addDeploy(peer, service.id, text(variables.c)) });
  }
  const restOfDeploy = (deploy: RailwayDeploy) => ({
    ...{ id: deploy.id, status: deploy.status, meta: { commitHash: deploy.commitHash } },
    staticUrl: domainOf(all.find(({ id }) => id === deploy.serviceId)?.name ?? ""),
  });
  if (field === "deployments") {
    const found = [...peer.deploys.values()].filter((deploy) => deploy.serviceId === variables.input?.serviceId);
    return data({ deployments: list(found.reverse().map(restOfDeploy)) });
  }
  const deploy = peer.deploys.get(text(variables.id));
  if (!deploy) return notAuthorized;
  if (field === "deploymentCancel") {
    if (!["QUEUED", "BUILDING"].includes(deploy.status)) return refused("Cannot cancel this deployment");
    deploy.status = "REMOVED";
    return data({ deploymentCancel: true });
  }
  if (deploy.status === "QUEUED") deploy.status = "BUILDING";
  else if (deploy.status === "BUILDING") deploy.status = peer.next;
  return data({ deployment: restOfDeploy(deploy) });
}

/** The peer that the tests' environment names. */
export async function railwayPeer(): Promise<RailwayPeer> {
  const { __railwayPeer } = globalThis as typeof globalThis & { __railwayPeer?: Promise<RailwayPeer> };
  if (!__railwayPeer) throw new Error("setup.ts has not run");
  return await __railwayPeer;
}
