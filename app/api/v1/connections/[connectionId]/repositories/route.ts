import { z } from "zod";
import { repositoriesQuery, repositoryDto } from "@/lib/features/connection/connection.schema";
import { listRepositories, prepareListing } from "@/lib/features/connection/services/list-repositories";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/connections/{connectionId}/repositories",
  operationId: "listConnectionRepositories",
  tag: "Connections",
  summary: "List repositories that a GitHub connection sees, asked of GitHub right now; last pushed to first",
  permission: "exports.write",
  params: z.object({ connectionId: uuid }),
  query: repositoriesQuery,
  response: z.array(repositoryDto),
  paginated: true,
  rateLimit: "heavy",
  errors: [
    "CONNECTION_REFUSED",
    "CONNECTION_UNREADABLE",
    "PERMISSION_MISSING",
    "PROVIDER_RATE_LIMITED",
    "PROVIDER_UNREACHABLE",
    "WRONG_CONNECTION",
  ],
  prepare: async ({ tx, workspace, params, query: { q, ...page }, request }) => {
    const ask = await prepareListing(tx, workspace.id, { id: params.connectionId, ...page });
    return () => listRepositories({ ...ask, q }, request.signal);
  },
  handle: async ({ prepared: { rows, nextCursor } }) => reply(rows, { page: { nextCursor } }),
});
