"use client";

import { Button, PasswordInput, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { newPasswordProblem } from "@/components/auth/field-rules";
import { NewPasswordInput } from "@/components/auth/new-password-input";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { api } from "@/lib/shared/api-client";
import classes from "./account-shell.module.css";
import { sessionsKey } from "./sessions-list";

export function PasswordForm() {
  const queryClient = useQueryClient();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { currentPassword: "", password: "" },
    validate: (values) => ({
      currentPassword: values.currentPassword === "" ? "Enter your current password" : null,
      password: newPasswordProblem(values.password),
    }),
    submit: async (values) => {
      await api.put("auth/password", { body: values });
      form.reset();
      void queryClient.invalidateQueries({ queryKey: sessionsKey });
      toastDone("Your password was changed. Other sessions are signed out.");
    },
  });
  return (
    <form {...formProps} className={classes.narrow}>
      <Stack align="stretch">
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <NewPasswordInput label="New password" {...form.getInputProps("password")} value={form.values.password} />
        <FormError error={error} />
        <Button type="submit" variant="default" loading={pending} style={{ alignSelf: "flex-start" }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
