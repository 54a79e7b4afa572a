import { z } from "zod";
import { apiKeyRepository } from "@/lib/features/api-key/api-key.repository";
import { apiKeyDto, createApiKeyBody, createdApiKeyDto } from "@/lib/features/api-key/api-key.schema";
import { toApiKeyDto } from "@/lib/features/api-key/api-key.serializer";
import { createApiKey } from "@/lib/features/api-key/services/create-api-key";
import { listApiKeys } from "@/lib/features/api-key/services/list-api-keys";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/api-keys",
  operationId: "listApiKeys",
  tag: "API keys",
  summary: "List API keys, newest first, without their secrets",
  permission: "api_keys.read",
  query: pageQuery,
  response: z.array(apiKeyDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listApiKeys(apiKeyRepository(tx, workspace.id), query);
    return reply(rows.map(toApiKeyDto), { page: { nextCursor } });
  },
});

// Takes no Idempotency-Key: a stored answer would keep the secret that nothing else keeps.
export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/api-keys",
  operationId: "createApiKey",
  tag: "API keys",
  summary: "Create an API key; the secret is shown once",
  permission: "api_keys.write",
  body: createApiKeyBody,
  response: createdApiKeyDto,
  status: 201,
  errors: ["API_KEY_LIMIT", "SCOPE_TOO_HIGH"],
  handle: async ({ tx, workspace, caller, body }) => {
    const { row, secret } = await createApiKey({ tx, workspace, caller }, body);
    return { ...toApiKeyDto(row), secret };
  },
});
