"use client";

import { Button, Drawer, Select, Stack, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { safeHref } from "@/components/inbox/inbox-words";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { toastDone, toastError } from "@/components/patterns/toast";
import { TextLink } from "@/components/ui/links";
import { useTimeZone } from "@/components/workspace/use-me";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type Lead, type LeadStatus, leadNotesMax, leadStatuses } from "@/lib/features/lead/lead.schema";
import { absoluteTime } from "@/lib/shared/format";
import classes from "./lead.module.css";
import { leadStatusWords } from "./lead-words";
import { useLead, useLeadChanges } from "./use-leads";

export function LeadDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size="28rem" title="Lead">
      {id !== null && <Content key={id} id={id} onClose={onClose} />}
    </Drawer>
  );
}

function Content({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useLead(id);
  return (
    <QueryView query={query} skeleton={<FormSkeleton fields={4} />}>
      {(lead) => <LeadDetails lead={lead} onClose={onClose} />}
    </QueryView>
  );
}

function LeadDetails({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { base, can } = useWorkspace();
  const timeZone = useTimeZone();
  const page = safeHref(lead.pageUrl);
  return (
    <Stack>
      <dl className={classes.facts}>
        <Fact name="E-mail">
          <a href={`mailto:${lead.email}`}>{lead.email}</a>
        </Fact>
        <Fact name="Name">{lead.name || "Not said"}</Fact>
        {lead.phone !== "" && (
          <Fact name="Phone">
            <a href={`tel:${lead.phone.replace(/[^\d+]/g, "")}`}>{lead.phone}</a>
          </Fact>
        )}
        {lead.message !== "" && (
          <Fact name="Message">
            <span className={classes.message} dir="auto">
              {lead.message}
            </span>
          </Fact>
        )}
        <Fact name="Assistant">{lead.assistant.name}</Fact>
        {page !== null && (
          <Fact name="Page">
            <a href={page} target="_blank" rel="noreferrer noopener">
              {page.replace(/^https?:\/\//, "")}
            </a>
          </Fact>
        )}
        <Fact name="Left">
          <RelativeTime iso={lead.createdAt} />
        </Fact>
        <Fact name="Conversation">
          {lead.conversationId === null ? (
            "None, or deleted"
          ) : (
            <TextLink href={`${base}/inbox?c=${lead.conversationId}`}>Open in the inbox</TextLink>
          )}
        </Fact>
        <Fact name="Agreed to">
          <q className={classes.message}>{lead.consentText}</q>
          <span className={classes.small}>
            Version {lead.consentVersion}, {absoluteTime(lead.consentedAt, timeZone)}
          </span>
        </Fact>
      </dl>
      <LeadForm lead={lead} />
      {can("leads.delete") && <DeleteLead lead={lead} onGone={onClose} />}
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The status is saved at once; notes when somebody says so. */
function LeadForm({ lead }: { lead: Lead }) {
  const { update } = useLeadChanges(lead.id);
  const [notes, setNotes] = useState(lead.notes);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const setStatus = async (status: string | null) => {
    try {
      await update({ status: status as LeadStatus });
      toastDone("Saved.");
    } catch (cause) {
      toastError(cause);
    }
  };
  const save = async () => {
    setPending(true);
    setError(null);
    try {
      await update({ notes: notes.trim() });
      toastDone("Notes saved.");
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <Select
          label="Status"
          data={leadStatuses.map((status) => ({ value: status, label: leadStatusWords[status].label }))}
          value={lead.status}
          onChange={(status) => void setStatus(status)}
        />
        <Textarea
          label="Notes"
          description="For the people of this workspace only."
          autosize
          minRows={3}
          maxRows={10}
          maxLength={leadNotesMax}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <FormError error={error} />
        <div>
          <Button type="submit" loading={pending} disabled={notes.trim() === lead.notes}>
            Save notes
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function DeleteLead({ lead, onGone }: { lead: Lead; onGone: () => void }) {
  const { remove } = useLeadChanges(lead.id);
  const [asking, ask] = useDisclosure(false);
  return (
    <div>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={ask.open}>
        Delete this lead
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`Delete ${lead.name || lead.email}?`}
        confirmLabel="Delete lead"
        danger
        onConfirm={async () => {
          await remove();
          toastDone("The lead is gone.");
          onGone();
        }}
      >
        The address, the notes and the record of their consent cannot be brought back. The conversation stays.
      </ConfirmDialog>
    </div>
  );
}
