import type { BuildStack } from "@/lib/features/build/build.schema";
import { STACK_NAMES } from "@/lib/features/builder/blueprint/stacks";

/** The choice most apps are fine with. */
export const usualStack: BuildStack = "next-supabase";

/** Where the browser keeps what a project is built as. It outlives the build: the next version is most likely built alike. */
export const stackKeyOf = (projectId: string) => `atrium-stack-${projectId}`;

/** Stacks in words for people who choose one. */
export const stackWords: Record<BuildStack, { label: string; about: string }> = {
  "next-supabase": {
    label: STACK_NAMES["next-supabase"],
    about: "Pages made on a server. The choice for most apps.",
  },
  "vite-supabase": {
    label: STACK_NAMES["vite-supabase"],
    about: "React in the browser, plain files on any host. The database's own rules are what protects the data.",
  },
  "hono-postgres": {
    label: STACK_NAMES["hono-postgres"],
    about:
      "No pages: routes for apps and programs of yours, with accounts of its own. Runs with Docker, needs no Supabase.",
  },
};
