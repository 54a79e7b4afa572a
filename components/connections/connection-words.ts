import type { Connection } from "@/lib/features/connection/connection.schema";

export const stateWords: Record<Connection["state"], string> = {
  works: "accepted",
  refused: "refused: replace it",
  expired: "expired: replace it",
};
