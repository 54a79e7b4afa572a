"use client";

import { PageHeader } from "@/components/patterns/page-header";
import { Section } from "@/components/patterns/section";
import { DeleteWorkspace } from "./delete-workspace";
import { LeaveWorkspace } from "./leave-workspace";
import { LogoForm } from "./logo-form";
import { NameForm } from "./name-form";
import { roleWords } from "./role-words";
import { TransferForm } from "./transfer-form";
import { useWorkspace } from "./workspace-context";

export function GeneralSettingsPage() {
  const { can, workspace } = useWorkspace();
  return (
    <>
      <PageHeader title="General" description={`You are ${roleWords[workspace.role].label.toLowerCase()} here.`} />
      {can("workspace.update") && (
        <>
          <Section title="Name and address" description="The address is part of every link into the workspace.">
            <NameForm key={workspace.id} />
          </Section>
          <Section title="Logo" description="PNG, JPEG or WebP up to 1 MB. Invitations show it, too.">
            <LogoForm />
          </Section>
        </>
      )}
      {can("workspace.transfer") && (
        <Section title="Hand over" description="Another member becomes owner, and you take a role below.">
          <TransferForm />
        </Section>
      )}
      <Section title="Leave" description="You lose access at once. Projects and keys stay.">
        <LeaveWorkspace />
      </Section>
      {can("workspace.delete") && (
        <Section title="Danger zone" danger>
          <DeleteWorkspace />
        </Section>
      )}
    </>
  );
}
