"use client";

import { Button, Select, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { meKey } from "@/components/workspace/use-me";
import type { Me } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./account-shell.module.css";

export function ProfileForm({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")], []);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { displayName: me.displayName, timeZone: me.timeZone },
    validate: (values) => ({ displayName: values.displayName.trim() === "" ? "Enter your name" : null }),
    submit: async (values) => {
      await api.patch("me", { body: values });
      await queryClient.invalidateQueries({ queryKey: meKey });
      form.resetDirty();
      toastDone("Saved.");
    },
  });
  return (
    <form {...formProps} className={classes.narrow}>
      <Stack align="flex-start">
        <TextInput w="100%" label="Name" autoComplete="name" maxLength={80} {...form.getInputProps("displayName")} />
        <Select
          w="100%"
          label="Time zone"
          placeholder="Like this device"
          clearable
          searchable
          limit={60}
          data={zones}
          {...form.getInputProps("timeZone")}
        />
        <FormError error={error} />
        <Button type="submit" loading={pending} disabled={!form.isDirty()}>
          Save
        </Button>
      </Stack>
    </form>
  );
}
