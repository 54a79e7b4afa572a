import "server-only";
import { createHash } from "node:crypto";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import { HostError } from "@/lib/platform/hosting/host-error";
import { type VercelDeployment, vercelClient } from "@/lib/platform/hosting/vercel-client";
import { clockSlackMs, type DeployHost, type DeployState, type Source } from "./deploy-host";

const markName = "atriumExport";
const uploadsAtOnce = 8;
const dead = ["ERROR", "CANCELED", "DELETED"];
const phases: Record<string, DeployState["phase"]> = { READY: "ready", ERROR: "failed", CANCELED: "canceled" };

/**
 * Vercel, which takes the files themselves and builds them. A deployment carries the export's id; files are named by their
 * SHA-1, and only those that Vercel does not have yet are sent.
 */
export function vercelHost(token: HostToken, source: Source): DeployHost {
  const client = vercelClient(token);
  const framework = source.stack === "vite-supabase" ? "vite" : "nextjs";
  return {
    hasProject: async (id) => (await client.project(id)) !== undefined,
    findMade: async (site, since) => {
      const found = await client.project(site);
      if (!found || found.latestDeployments.length > 0) return undefined;
      return found.createdAt >= since.getTime() - clockSlackMs ? found.id : undefined;
    },
    createProject: async (site) => (await client.createProject({ name: site, framework })).id,
    saveSettings: (projectId, settings) => client.saveSettings(projectId, settings),
    findDeploy: async (projectId) => {
      const found = await client.deploymentsWith(projectId, [markName, source.exportId]);
      return found.find(({ state }) => !dead.includes(state ?? ""))?.uid;
    },
    startDeploy: (projectId) => startDeploy(client, { projectId, framework, source }),
    look: async (_projectId, deployId) => stateOf(await client.deployment(deployId)),
    cancel: (_projectId, deployId) => client.cancel(deployId),
  };
}

type Start = { projectId: string; framework: string; source: Source };

async function startDeploy(
  client: ReturnType<typeof vercelClient>,
  { projectId, framework, source }: Start,
): Promise<string> {
  const contents = new Map<string, Buffer>();
  const files = source.files.map(({ path, content }) => {
    const bytes = Buffer.from(content, "utf8");
    const sha = createHash("sha1").update(bytes).digest("hex");
    contents.set(sha, bytes);
    return { path, sha, size: bytes.byteLength };
  });
  const project = await client.project(projectId);
  if (!project) throw new HostError("not_found", "the project is gone");
  const meta = { [markName]: source.exportId, atriumVersion: String(source.version) };
  const wish = { project: { id: projectId, name: project.name }, framework, files, meta };
  const first = await client.deploy(wish);
  if (!Array.isArray(first)) return first.id;
  const lacking = first.flatMap((sha) => {
    const content = contents.get(sha);
    return content === undefined ? [] : [{ sha, content }];
  });
  for (let at = 0; at < lacking.length; at += uploadsAtOnce)
    await Promise.all(lacking.slice(at, at + uploadsAtOnce).map(({ sha, content }) => client.upload(sha, content)));
  const second = await client.deploy(wish);
  if (Array.isArray(second)) throw new HostError("unexpected", "files that were sent are still missing");
  return second.id;
}

function stateOf({ readyState, alias, url, inspectorUrl, errorMessage }: VercelDeployment): DeployState {
  // The first alias is the project's own address; the other one is this deployment's.
  const host = alias?.[0] ?? url ?? null;
  return {
    phase: phases[readyState] ?? "building",
    url: host === null ? null : `https://${host}`,
    logUrl: inspectorUrl ?? null,
    said: errorMessage ?? "",
  };
}
