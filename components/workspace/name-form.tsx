"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import type { Workspace } from "@/lib/features/workspace/workspace.schema";
import { api } from "@/lib/shared/api-client";
import { meKey } from "./use-me";
import { useWorkspace } from "./workspace-context";

export function NameForm() {
  const { workspace } = useWorkspace();
  const queryClient = useQueryClient();
  const router = useRouter();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: workspace.name, slug: workspace.slug },
    validate: (values) => ({
      name: values.name.trim() === "" ? "Name the workspace" : null,
      slug: values.slug.trim().length < 3 ? "At least 3 characters" : null,
    }),
    submit: async (values) => {
      const { data } = await api.patch<Workspace>(`workspaces/${workspace.id}`, { body: values });
      // A new address: go there first, or this page would ask for a workspace that is no longer called so.
      if (data.slug !== workspace.slug) router.replace(`/${data.slug}/settings`);
      await queryClient.invalidateQueries({ queryKey: meKey });
      toastDone("Saved.");
    },
  });
  const changedSlug = form.values.slug !== workspace.slug;
  return (
    <form {...formProps}>
      <Stack maw={440}>
        <TextInput label="Name" maxLength={80} {...form.getInputProps("name")} />
        <TextInput
          label="Address"
          leftSection="/"
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
          description={changedSlug ? "Links with the old address stop working." : "Letters, digits and hyphens."}
          {...form.getInputProps("slug")}
        />
        <FormError error={error} />
        <Button
          type="submit"
          loading={pending}
          disabled={!form.isDirty()}
          style={{ justifySelf: "start", alignSelf: "flex-start" }}
        >
          Save
        </Button>
      </Stack>
    </form>
  );
}
