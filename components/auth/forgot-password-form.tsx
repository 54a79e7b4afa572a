"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { useApiForm } from "@/components/patterns/use-api-form";
import { api } from "@/lib/shared/api-client";
import { emailProblem } from "./field-rules";
import { withNext } from "./with-next";

export function ForgotPasswordForm({ next }: { next: string | undefined }) {
  const router = useRouter();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { email: "" },
    validate: (values) => ({ email: emailProblem(values.email) }),
    submit: async ({ email }) => {
      await api.post("auth/recover", { body: { email, next } });
      router.push(withNext("/check-inbox", next, { email, kind: "recover" }));
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          inputMode="email"
          {...form.getInputProps("email")}
        />
        <FormError error={error} />
        <Button type="submit" loading={pending} fullWidth>
          Send the link
        </Button>
      </Stack>
    </form>
  );
}
