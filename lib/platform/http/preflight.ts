import "server-only";
import { env } from "@/lib/platform/env/env";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";
import { clientIp } from "./client-ip";
import { markCrossOrigin, type OriginRule, requireGrantedOrigin } from "./cross-origin";
import { toAppError } from "./define-route";
import { failureResponse } from "./envelope";
import type { Method, NextContext } from "./registry";
import { newRequestId } from "./request-id";

/** Answers a browser that asks first whether a page of another origin may call. */
export function preflight(rule: OriginRule, ...methods: Method[]) {
  return async (request: Request, next: NextContext): Promise<Response> => {
    let response: Response;
    let origin: string | null = null;
    try {
      const ip = clientIp(request.headers, env().TRUSTED_PROXIES);
      await limitRequest("visitor_ip_read", `ip:${ip ?? "unknown"}`);
      origin = await requireGrantedOrigin(rule, request, { isRead: false, params: (await next.params) ?? {} });
      response = new Response(null, {
        status: 204,
        headers: {
          "access-control-allow-methods": methods.join(", "),
          "access-control-allow-headers": "authorization, content-type",
          "access-control-max-age": "600",
        },
      });
    } catch (cause) {
      response = failureResponse(toAppError(cause), newRequestId());
    }
    markCrossOrigin(response.headers, origin ?? undefined);
    return response;
  };
}
