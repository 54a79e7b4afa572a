"use client";

import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { useApiForm } from "@/components/patterns/use-api-form";
import { api } from "@/lib/shared/api-client";
import { emailProblem, newPasswordProblem } from "./field-rules";
import { NewPasswordInput } from "./new-password-input";
import { type AuthParams, withNext } from "./with-next";

export function SignUpForm({ next, hint }: AuthParams) {
  const router = useRouter();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { displayName: "", email: "", password: "" },
    validate: (values) => ({
      displayName: values.displayName.trim() === "" ? "Enter your name" : null,
      email: emailProblem(values.email),
      password: newPasswordProblem(values.password),
    }),
    submit: async (values) => {
      const { data } = await api.post<{ email: string }>("auth/sign-up", { body: { ...values, next } });
      router.push(withNext("/check-inbox", next, { email: data.email, kind: "confirm" }));
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        {hint !== undefined && (
          <Alert>Use the address the invitation was sent to: {hint}. You come back to it afterwards.</Alert>
        )}
        <TextInput label="Your name" autoComplete="name" maxLength={80} {...form.getInputProps("displayName")} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          {...form.getInputProps("email")}
        />
        <NewPasswordInput label="Password" {...form.getInputProps("password")} value={form.values.password} />
        <FormError error={error} />
        <Button type="submit" loading={pending} fullWidth>
          Create account
        </Button>
      </Stack>
    </form>
  );
}
