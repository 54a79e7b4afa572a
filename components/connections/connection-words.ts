import type { Connection, ConnectionProvider } from "@/lib/features/connection/connection.schema";

export const providerWords: Record<ConnectionProvider, string> = {
  github: "GitHub",
  vercel: "Vercel",
  netlify: "Netlify",
  railway: "Railway",
};
export const stateWords: Record<Connection["state"], string> = {
  works: "accepted",
  refused: "refused: replace it",
  expired: "expired: replace it",
};
