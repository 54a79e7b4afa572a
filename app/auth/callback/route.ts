import { finishOAuth } from "@/lib/features/account/services/oauth";
import { env } from "@/lib/platform/env/env";
import { clientIp } from "@/lib/platform/http/client-ip";
import { newRequestId } from "@/lib/platform/http/request-id";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const ip = clientIp(request.headers, env().TRUSTED_PROXIES);
  return await finishOAuth(request, { requestId: newRequestId(), ip, userAgent: request.headers.get("user-agent") });
}
