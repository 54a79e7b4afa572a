"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { emailProblem } from "@/components/auth/field-rules";
import { FormError } from "@/components/patterns/form-error";
import { useApiForm } from "@/components/patterns/use-api-form";
import { api } from "@/lib/shared/api-client";
import classes from "./account-shell.module.css";

export function EmailForm({ current }: { current: string }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { email: "", currentPassword: "" },
    validate: (values) => ({
      email:
        emailProblem(values.email) ??
        (values.email.trim().toLowerCase() === current ? "This is your address already" : null),
      currentPassword: values.currentPassword === "" ? "Enter your current password" : null,
    }),
    submit: async (values) => {
      await api.post("me/email", { body: values });
      setSentTo(values.email);
      form.reset();
    },
  });
  return (
    <form {...formProps} className={classes.narrow}>
      <Stack align="flex-start">
        {sentTo !== null && (
          <Alert role="status" title="Almost done">
            We sent a link to {sentTo}. Until you open it, {current} stays your address.
          </Alert>
        )}
        <TextInput w="100%" label="New e-mail" type="email" autoComplete="email" {...form.getInputProps("email")} />
        <PasswordInput
          w="100%"
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps("currentPassword")}
        />
        <FormError error={error} />
        <Button type="submit" variant="default" loading={pending}>
          Change the e-mail
        </Button>
      </Stack>
    </form>
  );
}
