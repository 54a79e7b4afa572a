import { z } from "zod";
import { createdApiKeyDto, rotateApiKeyBody } from "@/lib/features/api-key/api-key.schema";
import { toApiKeyDto } from "@/lib/features/api-key/api-key.serializer";
import { rotateApiKey } from "@/lib/features/api-key/services/rotate-api-key";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

// Takes no Idempotency-Key, for the reason createApiKey takes none; a repeated call runs into KEY_NOT_ACTIVE.
export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/api-keys/{apiKeyId}/rotate",
  operationId: "rotateApiKey",
  tag: "API keys",
  summary: "Replace an API key; the old one works for a while longer",
  permission: "api_keys.write",
  params: z.object({ apiKeyId: uuid }),
  body: rotateApiKeyBody,
  response: createdApiKeyDto,
  status: 201,
  errors: ["KEY_NOT_ACTIVE", "SCOPE_TOO_HIGH"],
  handle: async ({ tx, workspace, caller, params: { apiKeyId }, body }) => {
    const { row, secret } = await rotateApiKey({ tx, workspace, caller }, apiKeyId, body.overlapHours);
    return { ...toApiKeyDto(row), secret };
  },
});
