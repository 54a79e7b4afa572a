import { z } from "zod";
import { createBuildBody, createBuildBodyLimit } from "@/lib/features/build/build.schema";
import { readIdea } from "@/lib/features/build/services/read-idea";
import { COMPILER_VERSION, compileBlueprint, zipStream } from "@/lib/features/builder";
import { jsonResponse, successBody } from "@/lib/platform/http/envelope";
import { parseInput } from "@/lib/platform/http/read-request";
import { uuid } from "@/lib/shared/schema";
import type { Call, Door } from "./door";
import { forward, readJson } from "./forward";

/** What the door itself needs; everything else is the API's to check. */
const address = z.looseObject({ projectId: uuid, dryRun: z.boolean().default(false) });

/**
 * `POST {projectId, idea, stack?}`: the next version of the project, made and kept by `POST /api/v1/projects/{id}/builds`.
 * With `dryRun: true` nothing is kept and nothing counted: the offline engine runs here and answers with the blueprint and the
 * files, or with their ZIP (`Accept: application/zip`).
 */
export const generateScaffold: Door = {
  POST: async (call) => {
    const received = await readJson(call.request, createBuildBodyLimit);
    const { projectId, dryRun, ...body } = parseInput(address, received);
    const path = `/api/v1/projects/${projectId}/builds`;
    const query = new URL(call.request.url).searchParams;
    if (!dryRun) return await forward(call, { method: "POST", path, query, body });
    // Whoever may see the project's versions may see what the next one could be. Asking counts against the caller's limits.
    const refusal = await refusalOf(call, path, query);
    return refusal ?? scaffold(call.request, parseInput(createBuildBody, body));
  },
};

async function refusalOf(call: Call, path: string, query: URLSearchParams): Promise<Response | undefined> {
  const asked = await forward(call, { method: "GET", path, query });
  if (!asked.ok) return asked;
  await asked.body?.cancel();
  return undefined;
}

function scaffold(request: Request, { idea, stack }: z.infer<typeof createBuildBody>): Response {
  const blueprint = readIdea(idea, stack);
  const { files } = compileBlueprint(blueprint);
  if (request.headers.get("accept") === "application/zip") {
    return new Response(zipStream(files, blueprint.app.slug), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${blueprint.app.slug}.zip"`,
        "cache-control": "private, no-store",
      },
    });
  }
  return jsonResponse(200, successBody({ blueprint, compilerVersion: COMPILER_VERSION, files }));
}
