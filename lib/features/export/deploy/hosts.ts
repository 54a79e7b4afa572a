import "server-only";
import type { HostProvider } from "@/lib/features/connection/connection.schema";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import type { DeployHost, Source } from "./deploy-host";
import { netlifyHost } from "./netlify-host";
import { vercelHost } from "./vercel-host";

/** What people call them. */
export const hostNames: Record<HostProvider, string> = { vercel: "Vercel", netlify: "Netlify" };
const makers: Record<HostProvider, (token: HostToken, source: Source) => DeployHost> = {
  vercel: vercelHost,
  netlify: netlifyHost,
};

export function hostOf(provider: HostProvider, token: HostToken, source: Source): DeployHost {
  return makers[provider](token, source);
}
