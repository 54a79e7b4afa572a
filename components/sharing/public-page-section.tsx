"use client";

import { Alert, Button, Checkbox, Group, Stack, Textarea } from "@mantine/core";
import { IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { CopyField } from "@/components/patterns/copy-field";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import type { Sharing } from "@/lib/features/sharing/sharing.schema";
import { useSharingChanges } from "./use-sharing";

type Props = { projectId: string; sharing: Sharing; hasVersion: boolean };

/** Address and contents of the page. Whoever may not change them still copies the address. */
export function PublicPageSection({ projectId, sharing, hasVersion }: Props) {
  if (sharing.pageUrl === null) return null;
  return (
    <Stack gap="sm">
      {!hasVersion && (
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
      {sharing.canSetVisibility && <PageForm projectId={projectId} sharing={sharing} />}
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

function PageForm({ projectId, sharing }: { projectId: string; sharing: Sharing }) {
  const { share } = useSharingChanges(projectId);
  const { pageSummary, pageIndexed, pageShowsIdea } = sharing;
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { pageSummary, pageIndexed, pageShowsIdea },
    submit: async (values) => {
      await share(values);
      toastDone("The page is changed.");
    },
  });
  return (
    <form {...formProps}>
      <Stack gap="sm">
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
