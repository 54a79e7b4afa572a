import { meDto, updateMeBody } from "@/lib/features/account/account.schema";
import { getMe, updateMe } from "@/lib/features/account/services/me";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/me";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getMe",
  tag: "Account",
  summary: "Read your profile and your workspaces",
  permission: "self",
  response: meDto,
  handle: ({ tx, caller }) => getMe(tx, caller.userId),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateMe",
  tag: "Account",
  summary: "Change your profile",
  permission: "self",
  body: updateMeBody,
  response: meDto,
  handle: ({ tx, caller, body }) => updateMe(tx, caller.userId, body),
});
