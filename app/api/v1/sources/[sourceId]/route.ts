import { z } from "zod";
import { deleteSource, updateSource } from "@/lib/features/source/services/change-source";
import { getSource } from "@/lib/features/source/services/list-sources";
import { sourceDto, updateSourceBody } from "@/lib/features/source/source.schema";
import { toSourceDto } from "@/lib/features/source/source.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ sourceId: uuid });
const path = "/api/v1/sources/{sourceId}";
const tag = "Sources";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getSource",
  tag,
  summary: "One source, with how far it has been read",
  permission: "assistants.read",
  params,
  response: sourceDto,
  handle: async ({ tx, workspace, params: { sourceId } }) => toSourceDto(await getSource(tx, workspace.id, sourceId)),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateSource",
  tag,
  summary: "Change a source's title, how often it is read again, or how many pages of a site are",
  permission: "assistants.write",
  params,
  body: updateSourceBody,
  response: sourceDto,
  errors: ["NOT_AN_ADDRESS"],
  handle: async ({ tx, workspace, params: { sourceId }, body }) =>
    toSourceDto(await updateSource(tx, workspace.id, { sourceId, ...body })),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteSource",
  tag,
  summary: "Delete a source with everything that was read from it; no answer uses it from then on",
  permission: "assistants.write",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { sourceId } }) => {
    await deleteSource(tx, workspace.id, sourceId);
    return null;
  },
});
