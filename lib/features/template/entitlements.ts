import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { PlanLimitError } from "@/lib/platform/errors/errors";

/** Whether a workspace may start from a premium template. The port that a billing module fills. */
export type TemplateEntitlements = {
  /** @throws PlanLimitError when the plan of the workspace does not include it */
  requirePremium: (tx: Tx, ask: { workspaceId: string; templateId: string }) => Promise<void>;
};

/** As long as nothing sells premium templates, nobody but their own workspace starts from one. */
export const noPlanSellsPremium: TemplateEntitlements = {
  requirePremium: async () => {
    throw new PlanLimitError(
      "PREMIUM_NOT_INCLUDED",
      "This is a premium template, and no plan sells premium templates yet. The workspace that published it can use it.",
    );
  },
};
