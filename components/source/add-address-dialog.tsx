"use client";

import { Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { resyncChoices } from "@/lib/features/source/source.schema";
import { resyncWords } from "./source-words";
import { useSourceActions } from "./use-sources";

type Kind = "url" | "site";
type Props = { assistantId: string; kind: Kind; opened: boolean; onClose: () => void };

const words: Record<Kind, { title: string; label: string; description: string; submit: string; done: string }> = {
  url: {
    title: "Add a page",
    label: "Address of the page",
    description: "A page or a document on the web that can be seen without signing in.",
    submit: "Add page",
    done: "The page is being read.",
  },
  site: {
    title: "Add a site",
    label: "Address of the site",
    description: "Its pages are found by its sitemap, or by following links. What its robots.txt forbids is left out.",
    submit: "Add site",
    done: "The site is being read, page by page.",
  },
};

export function AddAddressDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>{words[rest.kind].title}</Text>}>
      <Fields {...rest} onClose={onClose} />
    </Modal>
  );
}

function Fields({ assistantId, kind, onClose }: Omit<Props, "opened">) {
  const { create } = useSourceActions(assistantId);
  const action = useActionKey();
  const said = words[kind];
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { url: "", resync: "never", pageLimit: 50 as number | string },
    validate: ({ url }) => (url.trim() === "" ? { url: "Enter an address" } : {}),
    submit: async ({ url, resync, pageLimit }) => {
      const rhythm = resyncChoices.find((choice) => choice === resync) ?? "never";
      const common = { url: complete(url), resync: rhythm };
      const body =
        kind === "site"
          ? { kind: "site" as const, ...common, pageLimit: Number(pageLimit) || 50 }
          : { kind: "url" as const, ...common };
      const { message } = await create(body, action.keyFor(body));
      action.finish();
      toastDone(message ?? said.done);
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          type="url"
          inputMode="url"
          label={said.label}
          description={said.description}
          placeholder="https://example.com/help"
          maxLength={2000}
          data-autofocus
          {...form.getInputProps("url")}
        />
        {kind === "site" && (
          <NumberInput
            label="Pages at most"
            description="Up to 200."
            min={1}
            max={200}
            allowDecimal={false}
            {...form.getInputProps("pageLimit")}
          />
        )}
        <NativeSelect
          label="Read it again"
          data={resyncChoices.map((value) => ({ value, label: resyncWords[value] }))}
          {...form.getInputProps("resync")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit={said.submit} pending={pending} />
      </Stack>
    </form>
  );
}

/** People leave the beginning of an address out. */
function complete(text: string): string {
  const address = text.trim();
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}
