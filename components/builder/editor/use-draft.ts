"use client";

import { useMemo, useState } from "react";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { OPERATIONS_MAX, type Operation } from "@/lib/features/builder/edit/operations";
import { attempt, type Draft, emptyDraft, type Problem, readDraft, replay } from "./draft";

const keyOf = (projectId: string) => `atrium-plan-${projectId}`;

/** A tab that may not store anything still edits; its changes then end with the page. */
function load(projectId: string): Draft | null {
  try {
    return readDraft(sessionStorage.getItem(keyOf(projectId)));
  } catch {
    return null;
  }
}

function save(projectId: string, draft: Draft): void {
  try {
    if (draft.operations.length + draft.undone.length === 0) sessionStorage.removeItem(keyOf(projectId));
    else sessionStorage.setItem(keyOf(projectId), JSON.stringify(draft));
  } catch {
    return;
  }
}

/** Forgets what was pending: it has been applied, or nobody wants it. */
export function forgetDraft(projectId: string): void {
  save(projectId, emptyDraft(""));
}

type Base = { id: string; projectId: string };

/** The plan with everything that is pending, and the ways to change it. Only in the browser: it reads the tab's storage. */
export function useDraft(base: Base, blueprint: Blueprint) {
  const [draft, setDraft] = useState<Draft>(() => load(base.projectId) ?? emptyDraft(base.id));
  const state = useMemo(() => replay(blueprint, draft.operations), [blueprint, draft.operations]);
  const keep = (next: Draft) => {
    save(base.projectId, next);
    setDraft(next);
  };
  const { operations, undone } = draft;
  const last = operations.at(-1);
  const [next, ...later] = undone;
  return {
    blueprint: state.blueprint,
    operations: state.kept,
    /** Changes that this version does not take, once it is another one than they were made on. */
    lost: state.lost,
    isOutdated: draft.base !== base.id && operations.length > 0,
    /** Takes a change up, or says why not. */
    push: (...added: Operation[]): Problem | null => {
      if (operations.length + added.length > OPERATIONS_MAX)
        return { code: "too_many_changes", message: `Review these ${operations.length} changes first, then go on.` };
      let current = state.blueprint;
      for (const operation of added) {
        const outcome = attempt(current, operation);
        if ("problem" in outcome) return outcome.problem;
        current = outcome.blueprint;
      }
      keep({ base: base.id, operations: [...operations, ...added], undone: [] });
      return null;
    },
    undo: last && (() => keep({ ...draft, operations: operations.slice(0, -1), undone: [last, ...undone] })),
    redo: next && (() => keep({ ...draft, operations: [...operations, next], undone: later })),
    discard: () => keep(emptyDraft(base.id)),
    /** Keeps what this version takes. */
    carryOver: () => keep({ base: base.id, operations: state.kept, undone: [] }),
  };
}

export type PlanDraft = ReturnType<typeof useDraft>;
export type Push = PlanDraft["push"];
