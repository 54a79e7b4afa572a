import type { Blueprint } from "./blueprint.schema";

/** Stacks the compiler can build today. The blueprint knows of more, so that documents stay readable. */
export const BUILT_STACKS = ["next-supabase", "vite-supabase"] as const satisfies readonly Blueprint["stack"][];

export type BuiltStack = (typeof BUILT_STACKS)[number];

export const isBuiltStack = (stack: string): stack is BuiltStack => BUILT_STACKS.some((built) => built === stack);

/** @throws RangeError for a stack that validation would have refused */
export function builtStack(stack: Blueprint["stack"]): BuiltStack {
  if (!isBuiltStack(stack)) throw new RangeError(`the stack ${stack} cannot be built`);
  return stack;
}
