import "server-only";
import type { HostProvider } from "@/lib/features/connection/connection.schema";
import type { HostToken } from "@/lib/platform/hosting/host-call";
import type { DeployHost, Source } from "./deploy-host";
import { vercelHost } from "./vercel-host";

/** What people call them. */
export const hostNames: Record<HostProvider, string> = { vercel: "Vercel" };
const makers: Record<HostProvider, (token: HostToken, source: Source) => DeployHost> = { vercel: vercelHost };

export function hostOf(provider: HostProvider, token: HostToken, source: Source): DeployHost {
  return makers[provider](token, source);
}
