"use client";

import { Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { sessionExpiry } from "@/components/app/session-expiry";
import { withNext } from "@/components/auth/with-next";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { TextLink } from "@/components/ui/links";
import { api } from "@/lib/shared/api-client";

/** Over the page, so that whatever was being typed stays where it is. */
export function SessionDialog({ email }: { email: string }) {
  const expired = useSyncExternalStore(sessionExpiry.subscribe, sessionExpiry.get, () => false);
  const queryClient = useQueryClient();
  const pathname = usePathname();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { password: "" },
    validate: (values) => ({ password: values.password === "" ? "Enter your password" : null }),
    submit: async ({ password }) => {
      await api.post("auth/sign-in", { body: { email, password } });
      form.reset();
      sessionExpiry.set(false);
      await queryClient.invalidateQueries();
      toastDone("You are signed in again.");
    },
  });
  return (
    <Modal
      opened={expired}
      onClose={() => sessionExpiry.set(false)}
      title={<Text fw={640}>Your session has ended</Text>}
      closeOnClickOutside={false}
    >
      <form {...formProps}>
        <Stack>
          <Text size="sm">Sign in as {email} to carry on. What you typed on this page is still here.</Text>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            data-autofocus
            {...form.getInputProps("password")}
          />
          <FormError error={error} />
          <Button type="submit" loading={pending}>
            Sign in
          </Button>
          <TextLink href={withNext("/sign-in", pathname)} size="sm">
            Sign in another way
          </TextLink>
        </Stack>
      </form>
    </Modal>
  );
}
