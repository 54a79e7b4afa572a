"use client";

import { Button, NumberInput, Radio, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { QueryView } from "@/components/patterns/query-view";
import { Section } from "@/components/patterns/section";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { toastDone } from "@/components/patterns/toast";
import { ProjectSelect } from "@/components/projects/project-select";
import { useWorkspace } from "@/components/workspace/workspace-context";
import {
  type Assistant,
  assistantAnswerModes,
  assistantNameMax,
  consentMax,
} from "@/lib/features/assistant/assistant.schema";
import { api as client } from "@/lib/shared/api-client";
import { formatNumber } from "@/lib/shared/format";
import { SaveForm } from "./save-form";
import { useAssistantForm } from "./use-assistant-form";
import { useAssistant } from "./use-assistants";

export function SettingsPage({ assistantId }: { assistantId: string }) {
  const { can } = useWorkspace();
  const assistant = useAssistant(assistantId);
  return (
    <QueryView query={assistant} skeleton={<FormSkeleton fields={6} />}>
      {(data) => (
        <>
          <Section title="Name and project" description="Visitors see the name; the project is for you.">
            <NameForm assistant={data} />
          </Section>
          <Section title="How it answers" description="What it says always comes from what you gave it to read.">
            <ModeForm assistant={data} />
          </Section>
          <Section title="People" description="When a visitor wants more than the assistant knows.">
            <PeopleForm assistant={data} />
          </Section>
          <Section title="Limits" description="How much it may talk, and how long what was said is kept.">
            <LimitsForm assistant={data} />
          </Section>
          {can("assistants.delete") && (
            <Section title="Danger zone" danger>
              <DeleteAssistant assistant={data} />
            </Section>
          )}
        </>
      )}
    </QueryView>
  );
}

type Props = { assistant: Assistant };

function NameForm({ assistant }: Props) {
  const api = useAssistantForm({
    assistant,
    initialValues: { name: assistant.name, projectId: assistant.project?.id ?? null },
    validate: (values) => ({ name: values.name.trim() === "" ? "Name the assistant" : null }),
    toChanges: (values) => values,
  });
  return (
    <SaveForm form={api}>
      <TextInput label="Name" maxLength={assistantNameMax} {...api.form.getInputProps("name")} />
      <ProjectSelect
        optional="Optional. With a private project, only the people of that project see the assistant, its inbox and its leads."
        value={api.form.values.projectId}
        error={api.form.errors.projectId}
        onChange={(id) => api.form.setFieldValue("projectId", id)}
      />
    </SaveForm>
  );
}

function ModeForm({ assistant }: Props) {
  const api = useAssistantForm({
    assistant,
    initialValues: { answerMode: assistant.answerMode },
    toChanges: (values) => values,
  });
  return (
    <SaveForm form={api}>
      <Radio.Group
        label="Who writes the answers"
        value={api.form.values.answerMode}
        onChange={(value) =>
          api.form.setFieldValue("answerMode", assistantAnswerModes.find((mode) => mode === value) ?? "auto")
        }
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="auto"
            label="A language model, where this installation has one"
            description="In whole sentences, each with its source. When the model fails or has no key, answers are quoted."
          />
          <Radio
            value="extractive"
            label="Nobody: answers are quoted"
            description="Word for word from your documents. Costs nothing and sends nothing to anybody."
          />
        </Stack>
      </Radio.Group>
    </SaveForm>
  );
}

function PeopleForm({ assistant }: Props) {
  const { handoffEnabled, leadEnabled, leadPhone, leadConsent } = assistant;
  const api = useAssistantForm({
    assistant,
    initialValues: { handoffEnabled, leadEnabled, leadPhone, leadConsent },
    validate: (values) => ({
      leadConsent: values.leadConsent.trim() === "" ? "Say what visitors agree to" : null,
    }),
    toChanges: (values) => values,
  });
  const { form } = api;
  const isChanged = form.values.leadConsent.trim() !== leadConsent;
  return (
    <SaveForm form={api}>
      <Switch
        label="Visitors can ask for a person"
        description="The conversation waits in the inbox, and the assistant stays silent."
        {...form.getInputProps("handoffEnabled", { type: "checkbox" })}
      />
      <Switch
        label="Visitors can leave their address"
        description="Offered when it does not know, and when the month’s conversations are used up."
        {...form.getInputProps("leadEnabled", { type: "checkbox" })}
      />
      <Switch
        label="Ask for a telephone number, too"
        description="Visitors may leave it out."
        disabled={!form.values.leadEnabled}
        {...form.getInputProps("leadPhone", { type: "checkbox" })}
      />
      <Textarea
        label="What visitors agree to"
        description={
          isChanged
            ? `Saved as version ${assistant.leadConsentVersion + 1}. Leads of before keep the words they agreed to.`
            : `Version ${assistant.leadConsentVersion}. Every lead keeps the words it agreed to, and when.`
        }
        autosize
        minRows={2}
        maxRows={8}
        maxLength={consentMax}
        {...form.getInputProps("leadConsent")}
      />
    </SaveForm>
  );
}

const numberOf = (value: number | string): number | null => (value === "" ? null : Number(value));

function LimitsForm({ assistant }: Props) {
  const { counts, monthlyConversations, retentionDays } = assistant;
  const api = useAssistantForm({
    assistant,
    initialValues: {
      monthlyConversations: (monthlyConversations ?? "") as number | string,
      retentionDays: (retentionDays ?? "") as number | string,
    },
    toChanges: (values) => ({
      monthlyConversations: numberOf(values.monthlyConversations),
      retentionDays: numberOf(values.retentionDays),
    }),
  });
  return (
    <SaveForm form={api}>
      <NumberInput
        label="Conversations a month"
        description={`${formatNumber(counts.conversationsThisMonth)} this month. Left empty: as many as the workspace has. After the last one, visitors can leave their address.`}
        allowDecimal={false}
        allowNegative={false}
        min={1}
        max={10_000_000}
        thousandSeparator=","
        {...api.form.getInputProps("monthlyConversations")}
      />
      <NumberInput
        label="Days that conversations are kept"
        description="Counted from the last message; then they are deleted for good, once a day. Left empty: they stay. Leads stay in any case."
        allowDecimal={false}
        allowNegative={false}
        min={1}
        max={3650}
        {...api.form.getInputProps("retentionDays")}
      />
    </SaveForm>
  );
}

function DeleteAssistant({ assistant }: Props) {
  const { scope, key, base } = useWorkspace();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [asking, ask] = useDisclosure(false);
  return (
    <Stack align="flex-start" gap="sm">
      <Text size="sm">
        Deletes the assistant with its sources, answers, conversations and leads. Websites that carry the snippet show
        nothing any more.
      </Text>
      <Button color="red" onClick={ask.open}>
        Delete the assistant
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`Delete ${assistant.name}?`}
        confirmLabel="Delete the assistant"
        danger
        typeToConfirm={assistant.name}
        onConfirm={async () => {
          await client.delete(`assistants/${assistant.id}`, { query: scope });
          void queryClient.invalidateQueries({ queryKey: [...key, "assistants", "list"] });
          toastDone(`${assistant.name} was deleted.`);
          router.push(`${base}/assistants`);
        }}
      >
        Everything it knows and everything visitors said to it goes with it. This cannot be undone.
      </ConfirmDialog>
    </Stack>
  );
}
