"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import { useApiForm } from "@/components/patterns/use-api-form";
import { TextLink } from "@/components/ui/links";
import { ApiError, api } from "@/lib/shared/api-client";
import { emailProblem } from "./field-rules";
import { InboxButton } from "./inbox-button";
import { goTo } from "./use-demo";
import { type AuthParams, withNext } from "./with-next";

export function SignInForm({ next, hint }: AuthParams) {
  const [leaving, setLeaving] = useState(false);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { email: "", password: "" },
    validate: (values) => ({
      email: emailProblem(values.email),
      password: values.password === "" ? "Enter your password" : null,
    }),
    submit: async (values) => {
      const { data } = await api.post<{ redirectTo: string }>("auth/sign-in", { body: { ...values, next } });
      setLeaving(true);
      goTo(data.redirectTo);
    },
  });
  const unverified = error instanceof ApiError && error.code === "EMAIL_UNVERIFIED";
  const emailValid = emailProblem(form.values.email) === null;
  return (
    <Stack>
      <form {...formProps}>
        <Stack>
          {hint !== undefined && (
            <Alert>Use the address the invitation was sent to: {hint}. You come back to it afterwards.</Alert>
          )}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            inputMode="email"
            {...form.getInputProps("email")}
          />
          <div>
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps("password")} />
            <TextLink href={withNext("/forgot-password", next)} size="sm" mt={6} display="inline-block">
              Forgot the password?
            </TextLink>
          </div>
          <SignInError error={error} />
          <Button type="submit" loading={pending || leaving} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
      {unverified ? (
        <InboxButton
          path="auth/resend"
          kind="confirm"
          label="Send the confirmation mail again"
          email={form.values.email}
          next={next}
        />
      ) : (
        <InboxButton
          path="auth/magic-link"
          kind="magic"
          label="E-mail me a sign-in link instead"
          email={form.values.email}
          next={next}
          onMissingEmail={() => form.setFieldError("email", emailProblem(form.values.email))}
          ready={emailValid}
        />
      )}
    </Stack>
  );
}

function SignInError({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) return <FormError error={error} />;
  if (error.code === "INVALID_CREDENTIALS") {
    return (
      <Alert color="red" role="alert">
        E-mail or password is wrong. Check both, or have a sign-in link mailed to you.
      </Alert>
    );
  }
  if (error.code === "EMAIL_UNVERIFIED") {
    return (
      <Alert color="sun" role="alert" title="Confirm your e-mail address first">
        We sent you a link when you signed up. We can send it again.
      </Alert>
    );
  }
  return <FormError error={error} />;
}
