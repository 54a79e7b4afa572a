"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useMounted } from "@mantine/hooks";
import { useState } from "react";
import { goTo } from "@/components/auth/use-demo";
import { FormError } from "@/components/patterns/form-error";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import type { WorkspaceSummary } from "@/lib/features/account/account.schema";
import { ApiError, api } from "@/lib/shared/api-client";
import { slugify } from "@/lib/shared/format";
import classes from "./account-shell.module.css";

const slugShape = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;

/** Mirrors what the server derives from a name when no address is sent. */
function proposeSlug(name: string): string {
  if (name.trim() === "") return "";
  const stem = slugify(name).slice(0, 32).replace(/-+$/, "");
  return stem.length < 3 ? "workspace" : stem;
}

export function CreateWorkspaceForm({ host }: { host: string }) {
  const action = useActionKey();
  const isLive = useMounted();
  // Until somebody edits the address, the server may add a number to keep it free.
  const [chosen, setChosen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: "", slug: "" },
    validate: ({ name, slug }) => ({
      name: name.trim() === "" ? "Name the workspace" : null,
      slug: chosen && !slugShape.test(slug) ? "Use 3 to 40 letters, digits and hyphens, no hyphen at the ends" : null,
    }),
    submit: async ({ name, slug }) => {
      const body = chosen ? { name, slug } : { name };
      try {
        const { data } = await api.post<WorkspaceSummary>("workspaces", { body, idempotencyKey: action.keyFor(body) });
        action.finish();
        setLeaving(true);
        goTo(`/${data.slug}`);
      } catch (cause) {
        throw onSlugField(cause);
      }
    },
  });
  const unverified = error instanceof ApiError && error.code === "EMAIL_UNVERIFIED";
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Name"
          placeholder="Juniper Studio"
          maxLength={80}
          autoComplete="organization"
          {...form.getInputProps("name")}
          onChange={(event) => {
            const name = event.currentTarget.value;
            form.setFieldValue("name", name);
            if (!chosen) form.setFieldValue("slug", proposeSlug(name));
          }}
        />
        <TextInput
          label="Address"
          description={
            <span className={classes.address}>
              {host}/{form.values.slug === "" ? "…" : form.values.slug}
            </span>
          }
          maxLength={40}
          spellCheck={false}
          autoCapitalize="none"
          {...form.getInputProps("slug")}
          onChange={(event) => {
            const typed = event.currentTarget.value.toLowerCase().replace(/\s+/g, "-");
            setChosen(typed !== "");
            form.setFieldValue("slug", typed);
          }}
          onBlur={() => {
            if (form.values.slug === "") form.setFieldValue("slug", proposeSlug(form.values.name));
          }}
        />
        <FormError error={error}>
          {unverified ? "Open the link in the confirmation mail; the sign-in page can send it again." : undefined}
        </FormError>
        <Button type="submit" disabled={!isLive} loading={pending || leaving} fullWidth>
          Create workspace
        </Button>
      </Stack>
    </form>
  );
}

function onSlugField(cause: unknown): unknown {
  if (!(cause instanceof ApiError) || cause.code !== "SLUG_TAKEN") return cause;
  return new ApiError({
    status: cause.status,
    code: cause.code,
    message: cause.message,
    requestId: cause.requestId,
    details: { fields: { slug: cause.message } },
  });
}
