import { authorizationDto } from "@/lib/features/connection/connection.schema";
import { startGitHubConnect } from "@/lib/features/connection/services/start-github-connect";
import { ForbiddenError } from "@/lib/platform/errors/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { emptyBody } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/connections/github",
  operationId: "startGitHubConnect",
  tag: "Connections",
  summary: "Begin to connect a GitHub account by a click: answers the page at GitHub on which the person agrees",
  permission: "connections.write",
  body: emptyBody,
  response: authorizationDto,
  status: 201,
  rateLimit: "heavy",
  errors: ["ENCRYPTION_NOT_CONFIGURED", "GITHUB_APP_NOT_CONFIGURED"],
  handle: async ({ tx, workspace, credentials }) => {
    if (credentials.kind !== "session") throw new ForbiddenError();
    return { url: await startGitHubConnect(tx, workspace, credentials) };
  },
});
