"use client";

import { Anchor } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { goTo } from "@/components/auth/use-demo";
import { withNext } from "@/components/auth/with-next";
import { errorSentence } from "@/components/patterns/error-words";
import { api } from "@/lib/shared/api-client";

export function SwitchAccount({ next, label, hint }: { next: string; label: string; hint?: string | undefined }) {
  const signOut = useMutation({
    mutationFn: () => api.post("auth/sign-out", { body: {} }),
    onSuccess: () => goTo(withNext("/sign-in", next, { for: hint })),
  });
  return (
    <>
      <Anchor
        component="button"
        type="button"
        fz="inherit"
        underline="always"
        onClick={() => signOut.mutate()}
        disabled={signOut.isPending}
      >
        {label}
      </Anchor>
      {signOut.isError && <span role="alert"> {errorSentence(signOut.error)}</span>}
    </>
  );
}
