import { z } from "zod";
import { readPublicProject } from "@/lib/features/sharing/services/public-page";
import { pageKeyParam, publicProjectDto } from "@/lib/features/sharing/sharing.schema";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/public-projects/{pageKey}",
  operationId: "getPublicProject",
  tag: "Sharing",
  summary: "Read what the page of a public project shows; needs no account",
  permission: "public",
  params: z.object({ pageKey: pageKeyParam }),
  response: publicProjectDto,
  handle: ({ params: { pageKey } }) => readPublicProject(pageKey),
});
