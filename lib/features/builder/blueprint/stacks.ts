import type { Blueprint } from "./blueprint.schema";

export type BuiltStack = Blueprint["stack"];

/** What a project can be built on, the usual choice first. */
export const BUILT_STACKS = [
  "next-supabase",
  "vite-supabase",
  "hono-postgres",
] as const satisfies readonly BuiltStack[];

/** Names for people who choose one. */
export const STACK_NAMES: Record<BuiltStack, string> = {
  "next-supabase": "Next.js on Supabase",
  "vite-supabase": "Single-page app on Supabase",
  "hono-postgres": "REST API on PostgreSQL",
};

export const isBuiltStack = (stack: string): stack is BuiltStack => BUILT_STACKS.some((built) => built === stack);

/** Whether people meet pages of the app; otherwise it is for programs. */
export const hasPages = (stack: BuiltStack): boolean => stack !== "hono-postgres";
