import "server-only";
import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs/define-job";

export const forgetConversationsJob = defineJob({
  name: "assistant.forget",
  schema: z.strictObject({}),
  everySeconds: 86_400,
  timeoutSeconds: 1800,
  load: async () => (await import("./jobs/forget-conversations.handler")).forgetConversations,
});
