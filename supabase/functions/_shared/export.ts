import { z } from "zod";
import { defaultBodyLimit, parseInput, readQuery } from "@/lib/platform/http/read-request";
import { uuid } from "@/lib/shared/schema";
import type { Door } from "./door";
import { forward, readJson } from "./forward";

/** What the door itself needs; everything else is the API's to check. */
const address = z.looseObject({ buildId: uuid });

/**
 * `GET ?buildId=…&ci=…`: the build's ZIP, by `GET /api/v1/builds/{id}/download`.
 * `POST {buildId, …}`: to GitHub or to a host, by `POST /api/v1/builds/{id}/exports`, which answers with the job's export.
 */
export const exportBuild: Door = {
  GET: async (call) => {
    const query = new URL(call.request.url).searchParams;
    const { buildId } = parseInput(address, readQuery(new URL(call.request.url)));
    query.delete("buildId");
    return await forward(call, { method: "GET", path: `/api/v1/builds/${buildId}/download`, query });
  },
  POST: async (call) => {
    const { buildId, ...body } = parseInput(address, await readJson(call.request, defaultBodyLimit));
    const query = new URL(call.request.url).searchParams;
    return await forward(call, { method: "POST", path: `/api/v1/builds/${buildId}/exports`, query, body });
  },
};
