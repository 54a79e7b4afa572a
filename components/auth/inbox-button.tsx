"use client";

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { api } from "@/lib/shared/api-client";
import { withNext } from "./with-next";

export type InboxKind = "confirm" | "magic" | "recover";
type Props = {
  path: "auth/resend" | "auth/magic-link";
  kind: InboxKind;
  label: string;
  email: string;
  next: string | undefined;
  ready?: boolean;
  onMissingEmail?: () => void;
};

/** Asks for a mail and goes to the page that says where to look for it. */
export function InboxButton({ path, kind, label, email, next, ready = true, onMissingEmail }: Props) {
  const router = useRouter();
  const send = useMutation({
    mutationFn: () => api.post(path, { body: { email, next } }),
    onSuccess: () => router.push(withNext("/check-inbox", next, { email, kind })),
  });
  return (
    <>
      <Button
        variant="default"
        fullWidth
        loading={send.isPending}
        onClick={() => (ready ? send.mutate() : onMissingEmail?.())}
      >
        {label}
      </Button>
      <FormError error={send.error} />
    </>
  );
}
