import "server-only";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import { orUndefined } from "@/lib/platform/hosting/host-call";
import { HostError } from "@/lib/platform/hosting/host-error";
import {
  type RailwayDeployment,
  type RailwayPlace,
  type RailwayProject,
  railwayClient,
} from "@/lib/platform/hosting/railway-client";
import { ExportFailure } from "../export.failure";
import { needsRepository } from "./deploy.failure";
import type { DeployHost, DeployState, Source } from "./deploy-host";

type Client = ReturnType<typeof railwayClient>;

const phases: Record<string, DeployState["phase"]> = {
  SUCCESS: "ready",
  SLEEPING: "ready",
  FAILED: "failed",
  CRASHED: "failed",
  SKIPPED: "failed",
  REMOVED: "canceled",
  REMOVING: "canceled",
};
/** What the Dockerfile of each stack listens on. */
const portOf = ({ stack }: Source): number => (stack === "vite-supabase" ? 8080 : 3000);
const markOf = ({ exportId }: Source): string => `Built with Atrium, export ${exportId}`;

/** Project, environment and service as one id. */
const idOf = ({ projectId, environmentId, serviceId }: RailwayPlace): string =>
  [projectId, environmentId, serviceId].join("/");
function placeOf(id: string): RailwayPlace {
  const [projectId = "", environmentId = "", serviceId = ""] = id.split("/");
  return { projectId, environmentId, serviceId };
}

/**
 * Railway, which builds a commit of a GitHub repository: the one that an earlier export of the same version has pushed. The
 * project's description carries the id of the export that made it; a deploy is known by its commit.
 */
export function railwayHost(token: HostToken, source: Source): DeployHost {
  const client = railwayClient(token);
  return {
    hasProject: async (id) => {
      const { projectId, environmentId, serviceId } = placeOf(id);
      const found = await orUndefined(client.project(projectId));
      if (!found) await checkToken(client, token);
      const has = (list: RailwayProject["services"] | undefined, wanted: string) =>
        list?.edges.some(({ node }) => node.id === wanted) === true;
      return has(found?.services, serviceId) && has(found?.environments, environmentId);
    },
    findMade: async (site) => {
      const found = await client.projectDescribed(markOf(source));
      return found && (await withService(client, found, { site, source }));
    },
    createProject: async (site) => {
      await checkToken(client, token);
      const made = await client.createProject({ name: site, description: markOf(source) });
      return await withService(client, made, { site, source });
    },
    saveSettings: (id, settings) =>
      client.saveVariables(placeOf(id), Object.fromEntries(settings.map(({ name, value }) => [name, value]))),
    findDeploy: (id) => findDeploy(client, placeOf(id), source),
    startDeploy: (id) => startDeploy(client, placeOf(id), source),
    look: async (id, deployId) => stateOf(await client.deployment(deployId), placeOf(id)),
    cancel: (_id, deployId) => client.cancel(deployId),
  };
}

/** Railway words a token that is over like a thing it does not see. @throws HostError unauthorized */
async function checkToken(client: Client, { team }: HostToken): Promise<void> {
  try {
    await (team === null ? client.workspaces() : client.workspace(team));
  } catch (cause) {
    if (cause instanceof HostError && cause.failure === "forbidden")
      throw new HostError("unauthorized", cause.said, null, { cause });
    throw cause;
  }
}

async function withService(
  client: Client,
  project: RailwayProject,
  { site, source }: { site: string; source: Source },
): Promise<string> {
  const environments = project.environments.edges.map(({ node }) => node);
  const environment = environments.find(({ name }) => name === "production") ?? environments[0];
  if (!environment) throw new HostError("unexpected", "a project without an environment");
  const known = project.services.edges.find(({ node }) => node.name === site)?.node.id;
  const serviceId = known ?? (await client.createService({ projectId: project.id, name: site }));
  const place = { projectId: project.id, environmentId: environment.id, serviceId };
  await client.saveVariables(place, { PORT: String(portOf(source)) });
  return idOf(place);
}

async function findDeploy(client: Client, place: RailwayPlace, source: Source): Promise<string | undefined> {
  const found = await client.deployments(place);
  return found.find(({ id, status, meta }) => {
    const isAlive = !["failed", "canceled"].includes(phases[status] ?? "building");
    return isAlive && meta?.commitHash === source.commit?.sha && !source.otherDeploys.includes(id);
  })?.id;
}

async function startDeploy(client: Client, place: RailwayPlace, source: Source): Promise<string> {
  const { commit } = source;
  if (!commit) throw new ExportFailure("NEEDS_REPOSITORY", needsRepository);
  try {
    if ((await client.domainOf(place)) === undefined) await client.createDomain(place, portOf(source));
    if ((await client.sourceOf(place)) !== commit.repository) {
      await client.connect(place.serviceId, { repo: commit.repository, branch: commit.branch });
      // Connecting starts a deploy of the branch, which most often is this commit.
      const begun = await findDeploy(client, place, source);
      if (begun !== undefined) return begun;
    }
    return await client.deploy(place, commit.sha);
  } catch (cause) {
    const isUnseen = cause instanceof HostError && /repo|github/i.test(cause.said);
    if (!isUnseen || !["rejected", "forbidden", "not_found"].includes(cause.failure)) throw cause;
    throw new ExportFailure(
      "REPOSITORY_UNSEEN",
      `Railway cannot see ${commit.repository}. Give its GitHub app access to the repository (Railway: Account settings, Integrations), then try again.`,
      false,
      { cause },
    );
  }
}

function stateOf({ id, status, staticUrl }: RailwayDeployment, place: RailwayPlace): DeployState {
  const { projectId, environmentId, serviceId } = place;
  const query = new URLSearchParams({ environmentId, id });
  return {
    phase: phases[status] ?? "building",
    url: staticUrl ? `https://${staticUrl}` : null,
    logUrl: `https://railway.com/project/${encodeURIComponent(projectId)}/service/${encodeURIComponent(serviceId)}?${query}`,
    said:
      status === "SKIPPED" ? "The build was skipped." : status === "CRASHED" ? "It was built, but ended at once." : "",
  };
}
