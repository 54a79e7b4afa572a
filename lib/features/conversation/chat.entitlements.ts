import "server-only";
import { env } from "@/lib/platform/env/env";

/** How many conversations a workspace may begin a month. The port that a billing module fills. */
export type ConversationEntitlements = {
  /** Null: no limit. Asked before each conversation; must not wait for the network. */
  perMonth: (workspaceId: string) => number | null;
};

/** As long as there are no plans to buy, the operator's setting holds for every workspace; 0 there means no limit. */
export const sameForAll: ConversationEntitlements = {
  perMonth: () => {
    const { ASSISTANT_CONVERSATIONS_PER_MONTH: limit } = env();
    return limit === 0 ? null : limit;
  },
};
