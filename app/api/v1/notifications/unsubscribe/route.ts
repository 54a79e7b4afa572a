import { z } from "zod";
import { unsubscribe } from "@/lib/features/notification/services/unsubscribe";
import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";
import { parseInput, readQuery } from "@/lib/platform/http/read-request";

export const dynamic = "force-dynamic";

const query = z.strictObject({ token: z.string().min(1).max(200) });

/** One-click unsubscribing (RFC 8058): a mail program sends this, without cookies and from no page of ours. */
export const POST = defineMachineRoute({
  method: "POST",
  path: "/api/v1/notifications/unsubscribe",
  operationId: "unsubscribeFromMail",
  tag: "Notifications",
  summary: "Turn off notification mails with the link in one of them",
  token: { need: "none", accepted: [] },
  query,
  response: z.null(),
  handle: async ({ request }) => {
    await unsubscribe(parseInput(query, readQuery(new URL(request.url))).token);
    return null;
  },
});
