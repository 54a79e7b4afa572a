"use client";

import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { CopyField } from "@/components/patterns/copy-field";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import type { Sharing } from "@/lib/features/sharing/sharing.schema";
import { useSharingChanges } from "./use-sharing";

/** `newest`: number of the newest version, 0 while there is none. */
type Props = { projectId: string; sharing: Sharing; newest: number };

/** Address and contents of the page. Whoever may not change them still copies the address. */
export function PublicPageSection({ projectId, sharing, newest }: Props) {
  if (sharing.pageUrl === null) return null;
  return (
    <Stack gap="sm">
      {newest === 0 && (
        <Alert color="sun" title="Nothing to show yet">
          The page answers once the project has its first version.
        </Alert>
      )}
      <CopyField label="Address of the page" value={sharing.pageUrl} />
      <Group gap="xs">
        <Button
          component="a"
          href={sharing.pageUrl}
          target="_blank"
          rel="noreferrer"
          variant="default"
          size="xs"
          leftSection={<IconExternalLink size={14} aria-hidden="true" />}
        >
          Open the page
        </Button>
        {sharing.canSetVisibility && <NewAddress projectId={projectId} />}
      </Group>
      {sharing.canSetVisibility && <PageForm projectId={projectId} sharing={sharing} newest={newest} />}
    </Stack>
  );
}

function NewAddress({ projectId }: { projectId: string }) {
  const { share } = useSharingChanges(projectId);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const renew = async () => {
    setPending(true);
    setError(null);
    try {
      await share({ newAddress: true });
      toastDone("The page has a new address. The one before leads nowhere now.");
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={pending}
        onClick={() => void renew()}
        leftSection={<IconRefresh size={14} aria-hidden="true" />}
      >
        New address
      </Button>
      <FormError error={error} />
    </>
  );
}

function PageForm({ projectId, sharing, newest }: Props) {
  const { share } = useSharingChanges(projectId);
  const { pageSummary, pageIndexed, pageShowsIdea } = sharing;
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { pageSummary, pageIndexed, pageShowsIdea, pageVersion: String(sharing.pageVersion ?? "") },
    submit: async (values) => {
      await share({ ...values, pageVersion: values.pageVersion === "" ? null : Number(values.pageVersion) });
      toastDone("The page is changed.");
    },
  });
  return (
    <form {...formProps}>
      <Stack gap="sm">
        {newest > 0 && (
          <NativeSelect
            label="Version on the page"
            description="Keep one while you go on with the project, or let the page follow."
            data={[
              { value: "", label: `The newest (now v${newest})` },
              ...Array.from({ length: newest }, (_, index) => String(newest - index)).map((version) => ({
                value: version,
                label: `v${version}`,
              })),
            ]}
            {...form.getInputProps("pageVersion")}
          />
        )}
        <Textarea
          label="What the page says about the app"
          description="Empty: a sentence made from the plan."
          autosize
          minRows={2}
          maxRows={5}
          maxLength={300}
          {...form.getInputProps("pageSummary")}
        />
        <Checkbox
          label="Show the idea it was built from, in its own words"
          {...form.getInputProps("pageShowsIdea", { type: "checkbox" })}
        />
        <Checkbox
          label="Let search engines list the page"
          {...form.getInputProps("pageIndexed", { type: "checkbox" })}
        />
        <FormError error={error} />
        <Group justify="flex-end">
          <Button type="submit" size="xs" variant="light" loading={pending}>
            Save the page
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
