import { z } from "zod";
import { ownerDto } from "@/lib/features/connection/connection.schema";
import { listOwners, prepareListing } from "@/lib/features/connection/services/list-repositories";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/connections/{connectionId}/owners",
  operationId: "listConnectionOwners",
  tag: "Connections",
  summary:
    "List whose a new repository can be: the GitHub account and, where its token is told of them, its organizations",
  permission: "exports.write",
  params: z.object({ connectionId: uuid }),
  query: pageQuery,
  response: z.array(ownerDto),
  paginated: true,
  rateLimit: "heavy",
  errors: [
    "CONNECTION_REFUSED",
    "CONNECTION_UNREADABLE",
    "PROVIDER_RATE_LIMITED",
    "PROVIDER_UNREACHABLE",
    "WRONG_CONNECTION",
  ],
  prepare: async ({ tx, workspace, params, query, request }) => {
    const ask = await prepareListing(tx, workspace.id, { id: params.connectionId, ...query });
    return () => listOwners(ask, request.signal);
  },
  handle: async ({ prepared: { rows, nextCursor, isWhole } }) =>
    reply(rows, {
      page: { nextCursor },
      ...(isWhole ? {} : { message: "GitHub does not tell this token which organizations the account belongs to." }),
    }),
});
