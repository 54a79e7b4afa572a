import type { BuildStack } from "@/lib/features/build/build.schema";

/** Stacks in words for people who choose one. */
export const stackWords: Record<BuildStack, { label: string; about: string }> = {
  "next-supabase": {
    label: "Next.js on Supabase",
    about: "Pages made on a server. The choice for most apps.",
  },
  "vite-supabase": {
    label: "Single-page app on Supabase",
    about: "React in the browser, plain files on any host. The database's own rules are what protects the data.",
  },
  "hono-postgres": {
    label: "REST API on PostgreSQL",
    about:
      "No pages: routes for apps and programs of yours, with accounts of its own. Runs with Docker, needs no Supabase.",
  },
};
