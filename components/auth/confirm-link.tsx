"use client";

import { Alert, Button } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/patterns/form-error";
import { ButtonLink } from "@/components/ui/links";
import { ApiError, api } from "@/lib/shared/api-client";
import { goTo } from "./use-demo";
import { withNext } from "./with-next";

type Props = { tokenHash: string; type: string; next: string | undefined; action: string };

/** Redeems the link by a click. Opening the page never does: mail scanners open links. */
export function ConfirmLink({ tokenHash, type, next, action }: Props) {
  const isLive = useMounted();
  const verify = useMutation({
    mutationFn: () => api.post<{ redirectTo: string }>("auth/verify", { body: { tokenHash, type, next } }),
    onSuccess: ({ data }) => goTo(data.redirectTo),
  });
  if (verify.error instanceof ApiError && [400, 401, 403, 404, 410, 422].includes(verify.error.status)) {
    return (
      <>
        <Alert color="sun" role="alert" title="This link no longer works">
          It was used already, replaced by a newer one, or is older than an hour.
        </Alert>
        <ButtonLink href={withNext(type === "recovery" ? "/forgot-password" : "/sign-in", next)}>
          {type === "recovery" ? "Send a new link" : "Go to sign in"}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <FormError error={verify.error} />
      {/* A click on a page that has not come to life yet would be lost without a word. */}
      <Button
        fullWidth
        disabled={!isLive}
        loading={verify.isPending || verify.isSuccess}
        onClick={() => verify.mutate()}
      >
        {action}
      </Button>
    </>
  );
}
