import "server-only";
import { zipFiles } from "@/lib/features/builder";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import { HostError } from "@/lib/platform/hosting/host-error";
import { type NetlifyDeploy, netlifyClient } from "@/lib/platform/hosting/netlify-client";
import { clockSlackMs, type DeployHost, type DeployState, type Source } from "./deploy-host";

const titleOf = ({ version, exportId }: Source): string => `Version ${version} from Atrium, export ${exportId}`;

/** Netlify, which takes the sources in a ZIP and builds them. A deploy's title carries the export's id. */
export function netlifyHost(token: HostToken, source: Source): DeployHost {
  const client = netlifyClient(token);
  return {
    hasProject: async (id) => (await client.site(id)) !== undefined,
    findMade: async (name, since) => {
      const found = await client.siteCalled(name);
      if (!found || (found.published_deploy ?? null) !== null) return undefined;
      if (new Date(found.created_at).getTime() < since.getTime() - clockSlackMs) return undefined;
      return (await client.deploys(found.id)).length === 0 ? found.id : undefined;
    },
    createProject: async (name) => (await client.createSite(name)).id,
    saveSettings: async (id, settings) => {
      const site = await client.site(id);
      if (!site) throw new HostError("not_found", "the site is gone");
      await client.saveSettings(site, settings);
    },
    findDeploy: async (id) => {
      const found = await client.deploys(id);
      return found.find(({ title, state }) => title === titleOf(source) && !["error", "rejected"].includes(state))?.id;
    },
    startDeploy: async (id) => await client.build(id, { title: titleOf(source), zip: await zipFiles(source.files) }),
    look: async (_id, deployId) => stateOf(await client.deploy(deployId)),
    cancel: (_id, deployId) => client.cancel(deployId),
  };
}

function stateOf({ id, state, ssl_url, admin_url, error_message }: NetlifyDeploy): DeployState {
  const isOver = state === "error" || state === "rejected";
  const isCanceled = isOver && /cancel/i.test(error_message ?? "");
  return {
    phase: state === "ready" ? "ready" : isCanceled ? "canceled" : isOver ? "failed" : "building",
    url: ssl_url ?? null,
    logUrl: admin_url ? `${admin_url}/deploys/${id}` : null,
    said: error_message ?? "",
  };
}
