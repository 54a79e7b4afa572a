import { finishGitHubConnect } from "@/lib/features/connection/services/finish-github-connect";
import { env } from "@/lib/platform/env/env";
import { clientIp } from "@/lib/platform/http/client-ip";
import { newRequestId } from "@/lib/platform/http/request-id";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const ip = clientIp(request.headers, env().TRUSTED_PROXIES);
  const userAgent = request.headers.get("user-agent")?.slice(0, 300) ?? null;
  return await finishGitHubConnect(request, { requestId: newRequestId(), ip, userAgent });
}
