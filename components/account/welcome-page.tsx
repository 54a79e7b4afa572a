"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { FormError } from "@/components/patterns/form-error";
import { PageHeader } from "@/components/patterns/page-header";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { goTo } from "@/components/auth/use-demo";
import { useMe } from "@/components/workspace/use-me";
import type { Workspace } from "@/lib/features/workspace/workspace.schema";
import { api } from "@/lib/shared/api-client";
import { slugify } from "@/lib/shared/format";
import classes from "./account-shell.module.css";

export function WelcomePage() {
  const me = useMe();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: "", slug: "" },
    validate: (values) => ({
      name: values.name.trim() === "" ? "Name the workspace" : null,
      slug: values.slug !== "" && values.slug.length < 3 ? "At least 3 characters" : null,
    }),
    submit: async ({ name, slug }) => {
      const wanted = slug === "" ? slugify(name) : slug;
      const body = wanted.length < 3 ? { name } : { name, slug: wanted };
      const { data } = await api.post<Workspace>("workspaces", { body, idempotencyKey: action.keyFor(body) });
      goTo(`/${data.slug}`);
    },
  });
  const first = me.data?.workspaces.length === 0;
  const proposal = slugify(form.values.name);
  return (
    <div className={classes.narrow}>
      <PageHeader
        title={first ? `Welcome, ${me.data?.displayName ?? ""}` : "New workspace"}
        description="A workspace holds your projects, people and keys. Most studios need one."
      />
      <form {...formProps}>
        <Stack>
          <TextInput
            label="Name of the workspace"
            placeholder="Juniper Studio"
            maxLength={80}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <TextInput
            label="Address"
            description="Part of every link. You can change it later."
            leftSection="/"
            placeholder={proposal === "" ? "juniper-studio" : proposal}
            maxLength={40}
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("slug")}
          />
          <FormError error={error} />
          <Button type="submit" loading={pending} style={{ alignSelf: "flex-start" }}>
            Create the workspace
          </Button>
        </Stack>
      </form>
    </div>
  );
}
