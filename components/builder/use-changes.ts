"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { noticeExpiry } from "@/components/app/session-expiry";
import { toastError } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Build, Proposal } from "@/lib/features/build/build.schema";
import { ApiError, api } from "@/lib/shared/api-client";

/** A wish in plain words, or what the editor collected. */
type Wish = { request: string } | { operations: Proposal["operations"] };

/** What a wish would change. `problem` is the sentence about the wish itself, `error` anything else. */
export function useProposal(buildId: string) {
  const { scope } = useWorkspace();
  const mutation = useMutation({
    mutationFn: async (wish: Wish) =>
      (await api.post<Proposal>(`builds/${buildId}/proposals`, { query: scope, body: wish })).data,
    onError: noticeExpiry,
  });
  const problem = mutation.error instanceof ApiError ? mutation.error.fields.request : undefined;
  return {
    ask: mutation.mutate,
    data: mutation.data,
    isPending: mutation.isPending,
    problem,
    error: problem === undefined ? mutation.error : null,
    reset: mutation.reset,
  };
}

type Based = { id: string; projectId: string };
type NewVersion = { base: Based } & (
  | { door: "edits"; body: { operations: Proposal["operations"] } }
  | { door: "restore" }
);

/** Keeps a new version: the plan of a build changed, or an earlier build brought back. */
function useNewVersion(done: (next: Build) => void) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const action = useActionKey();
  return useMutation({
    mutationFn: async (ask: NewVersion) => {
      const body = ask.door === "edits" ? { body: ask.body } : {};
      const options = { query: scope, ...body, idempotencyKey: action.keyFor(ask) };
      return (await api.post<Build>(`builds/${ask.base.id}/${ask.door}`, options)).data;
    },
    onSuccess: (next) => {
      action.finish();
      queryClient.setQueryData([...key, "builds", "one", next.id], next);
      void queryClient.invalidateQueries({ queryKey: [...key, "builds", "of", next.projectId] });
      void queryClient.invalidateQueries({ queryKey: [...key, "projects"] });
      done(next);
    },
    onError: noticeExpiry,
  });
}

/** `outdated` is called when somebody else made a newer version first. */
export function useApplyChange(base: Based, done: (next: Build) => void, outdated?: () => void) {
  const { mutate, isPending, error, reset } = useNewVersion(done);
  const apply = (operations: Proposal["operations"]) =>
    mutate(
      { base, door: "edits", body: { operations } },
      {
        onError: (cause) => {
          if (cause instanceof ApiError && cause.code === "BUILD_OUTDATED") outdated?.();
        },
      },
    );
  return { apply, isPending, error, reset };
}

export function useRestore(done: (next: Build) => void) {
  const { mutate, isPending, variables } = useNewVersion(done);
  return {
    restore: (base: Based) => mutate({ base, door: "restore" }, { onError: toastError }),
    restoring: isPending ? variables.base.id : null,
  };
}
