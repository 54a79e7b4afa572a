import { z } from "zod";
import { generationDto, listGenerationsQuery } from "@/lib/features/generation/generation.schema";
import { toGenerationDto } from "@/lib/features/generation/generation.serializer";
import { listGenerations } from "@/lib/features/generation/services/list-generations";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/generations",
  operationId: "listGenerations",
  tag: "Builder",
  summary:
    "Who made which version, when, from what and by which engine: newest first, of every project the caller sees",
  permission: "generations.read",
  query: listGenerationsQuery,
  response: z.array(generationDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listGenerations(tx, workspace.id, query);
    return reply(rows.map(toGenerationDto), { page: { nextCursor } });
  },
});
