import { z } from "zod";
import { connectionRepository } from "@/lib/features/connection/connection.repository";
import { connectionDto, createConnectionBody } from "@/lib/features/connection/connection.schema";
import { toConnectionDto } from "@/lib/features/connection/connection.serializer";
import { checkToken, requireEncryption } from "@/lib/features/connection/services/check-token";
import { listConnections } from "@/lib/features/connection/services/list-connections";
import { saveConnection } from "@/lib/features/connection/services/save-connection";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/connections",
  operationId: "listConnections",
  tag: "Connections",
  summary: "List the accounts elsewhere that this workspace is connected to, without their tokens",
  permission: "connections.read",
  query: pageQuery,
  response: z.array(connectionDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listConnections(connectionRepository(tx, workspace.id), query);
    return reply(rows.map(toConnectionDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/connections",
  operationId: "createConnection",
  tag: "Connections",
  summary: "Connect an account by a token, after asking the provider; replaces an earlier token of the same account",
  permission: "connections.write",
  body: createConnectionBody,
  response: connectionDto,
  status: 201,
  idempotent: true,
  rateLimit: "heavy",
  errors: [
    "CONNECTION_LIMIT",
    "ENCRYPTION_NOT_CONFIGURED",
    "PROVIDER_RATE_LIMITED",
    "PROVIDER_UNREACHABLE",
    "TEAM_UNKNOWN",
    "TOKEN_REFUSED",
    "TOKEN_SCOPE_MISSING",
  ],
  prepare: async ({ body, request }) => {
    requireEncryption();
    return () => checkToken(body, request.signal);
  },
  handle: async ({ tx, workspace, body, prepared: verified }) =>
    toConnectionDto(
      await saveConnection(tx, workspace.id, { granted: { token: body.token, renewal: null }, verified }),
    ),
});
