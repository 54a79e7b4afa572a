"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import { useApiForm } from "@/components/patterns/use-api-form";
import { ButtonLink } from "@/components/ui/links";
import { ApiError, api } from "@/lib/shared/api-client";
import { newPasswordProblem } from "./field-rules";
import { NewPasswordInput } from "./new-password-input";
import { goTo } from "./use-demo";
import { withNext } from "./with-next";

export function ResetPasswordForm({ next, doneAt }: { next: string | undefined; doneAt: string }) {
  const [done, setDone] = useState(false);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { password: "" },
    validate: (values) => ({ password: newPasswordProblem(values.password) }),
    submit: async ({ password }) => {
      await api.put("auth/password", { body: { password } });
      setDone(true);
      goTo(doneAt);
    },
  });
  const stale = error instanceof ApiError && (error.status === 401 || error.code === "PASSWORD_REQUIRED");
  return (
    <form {...formProps}>
      <Stack>
        <NewPasswordInput label="New password" {...form.getInputProps("password")} value={form.values.password} />
        {stale ? (
          <>
            <Alert color="sun" role="alert" title="The link is older than ten minutes">
              For your safety it no longer lets you choose a password. Ask for a fresh one.
            </Alert>
            <ButtonLink href={withNext("/forgot-password", next)} variant="default">
              Send a new link
            </ButtonLink>
          </>
        ) : (
          <FormError error={error} />
        )}
        <Button type="submit" loading={pending || done} fullWidth>
          Set the new password
        </Button>
      </Stack>
    </form>
  );
}
