import { z } from "zod";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { applyOperations } from "@/lib/features/builder/edit/apply";
import { EditError, type Operation, operationsSchema } from "@/lib/features/builder/edit/operations";

/**
 * Changes that nobody has applied yet. Kept in the tab's own storage: they survive a reload, two tabs do not write over each
 * other, and what one person tries out does not wait for the next one at the same computer.
 */
export type Draft = {
  /** The version the changes were made on. */
  base: string;
  operations: Operation[];
  /** What was taken back, the last one first. */
  undone: Operation[];
};

const draftSchema = z.strictObject({
  base: z.string(),
  operations: operationsSchema.or(z.tuple([])),
  undone: operationsSchema.or(z.tuple([])),
});

export const emptyDraft = (base: string): Draft => ({ base, operations: [], undone: [] });

/** What a tab kept; null when there is nothing, or nothing of this release's form. */
export function readDraft(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const parsed = draftSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Why a change is not possible, by the place it was made at. */
export type Problem = { code: string; message: string };
export type Outcome = { blueprint: Blueprint } | { problem: Problem };

/** One change, through the same checks that the server makes. */
export function attempt(blueprint: Blueprint, operation: Operation): Outcome {
  try {
    return { blueprint: applyOperations(blueprint, [operation]) };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { problem: { code: error.issues[0]?.code ?? error.code, message: error.message } };
  }
}

export type Replayed = { blueprint: Blueprint; kept: Operation[]; lost: Problem[] };

/** The changes on a plan, one after the other; what is not possible there is left out and said. */
export function replay(blueprint: Blueprint, operations: readonly Operation[]): Replayed {
  try {
    // They fitted when they were made, so all of them are checked at once.
    return { blueprint: applyOperations(blueprint, operations), kept: [...operations], lost: [] };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
  }
  let current = blueprint;
  const kept: Operation[] = [];
  const lost: Problem[] = [];
  for (const operation of operations) {
    const outcome = attempt(current, operation);
    if ("problem" in outcome) {
      lost.push(outcome.problem);
    } else {
      current = outcome.blueprint;
      kept.push(operation);
    }
  }
  return { blueprint: current, kept, lost };
}
