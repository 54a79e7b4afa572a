import "../all-routes";
import { sessionCookieName } from "@/lib/platform/auth/session-cookie";
import { env } from "@/lib/platform/env/env";
import { defineRoute } from "@/lib/platform/http/define-route";
import { openApiDocument } from "@/lib/platform/http/openapi";
import { listRoutes } from "@/lib/platform/http/registry";
import packageJson from "@/package.json";

export const dynamic = "force-dynamic";

let text: string | undefined;

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/openapi.json",
  operationId: "getOpenApi",
  tag: "Operations",
  summary: "This contract as OpenAPI 3.1",
  permission: "public",
  rawResponse: ["application/json"],
  handle: async () => {
    const { SITE_URL } = env();
    text ??= JSON.stringify(
      openApiDocument(listRoutes(), {
        title: "Atrium",
        version: packageJson.version,
        serverUrl: SITE_URL,
        sessionCookie: sessionCookieName(SITE_URL),
      }),
    );
    return new Response(text, {
      headers: { "content-type": "application/json; charset=utf-8", "cache-control": "public, max-age=300" },
    });
  },
});
