import "server-only";
import type { HostProvider } from "@/lib/features/connection/connection.schema";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import type { DeployRow } from "../export.repository";
import type { DeployHost, Source } from "./deploy-host";
import { netlifyHost } from "./netlify-host";
import { railwayHost } from "./railway-host";
import { vercelHost } from "./vercel-host";

const makers: Record<HostProvider, (token: HostToken, source: Source) => DeployHost> = {
  vercel: vercelHost,
  netlify: netlifyHost,
  railway: railwayHost,
};

/** What a host is given of an export. */
export function sourceOf(row: DeployRow, built: Pick<Source, "stack" | "files" | "otherDeploys">): Source {
  const { owner, repository, branch, commit_sha: sha } = row;
  const isPushed = owner !== null && repository !== null && branch !== null && sha !== null;
  const commit = isPushed ? { repository: `${owner}/${repository}`, branch, sha } : null;
  return { exportId: row.id, version: row.version, commit, ...built };
}

export function hostOf(provider: HostProvider, token: HostToken, source: Source): DeployHost {
  return makers[provider](token, source);
}
