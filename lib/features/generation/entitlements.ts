import "server-only";
import { env } from "@/lib/platform/env/env";

/** How many plans a workspace may have written a day. The port that a billing module fills. */
export type GenerationEntitlements = {
  /** Null: no limit. Asked before each generation; must not wait for the network. */
  perDay: (workspaceId: string) => number | null;
};

/** As long as there are no plans to buy, the operator's setting holds for every workspace; 0 there means no limit. */
export const sameForAll: GenerationEntitlements = {
  perDay: () => (env().GENERATIONS_PER_DAY === 0 ? null : env().GENERATIONS_PER_DAY),
};
