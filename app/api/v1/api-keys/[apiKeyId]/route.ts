import { z } from "zod";
import { apiKeyRepository } from "@/lib/features/api-key/api-key.repository";
import { revokeApiKey } from "@/lib/features/api-key/services/revoke-api-key";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/api-keys/{apiKeyId}",
  operationId: "revokeApiKey",
  tag: "API keys",
  summary: "Revoke an API key; it stops working at once",
  permission: "api_keys.write",
  params: z.object({ apiKeyId: uuid }),
  response: z.null(),
  handle: async ({ tx, workspace, params: { apiKeyId } }) => {
    await revokeApiKey(apiKeyRepository(tx, workspace.id), apiKeyId);
    return null;
  },
});
