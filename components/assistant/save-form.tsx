"use client";

import { Button, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { FormError } from "@/components/patterns/form-error";
import type { ApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import classes from "./forms.module.css";

type Props<V extends Record<string, unknown>> = { form: ApiForm<V>; children: ReactNode };

/** A part of an assistant's settings with its button. Whoever may only look sees the values and cannot change them. */
export function SaveForm<V extends Record<string, unknown>>({ form, children }: Props<V>) {
  const { can } = useWorkspace();
  const mayWrite = can("assistants.write");
  return (
    <form {...form.formProps}>
      <fieldset className={classes.fields} disabled={!mayWrite}>
        <Stack>
          {children}
          <FormError error={form.error} />
          {mayWrite && (
            <div className={classes.save}>
              <Button type="submit" loading={form.pending} disabled={!form.form.isDirty()}>
                Save
              </Button>
            </div>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
