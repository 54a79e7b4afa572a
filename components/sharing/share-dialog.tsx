"use client";

import { Button, Divider, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconShare2 } from "@tabler/icons-react";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { toastDone } from "@/components/patterns/toast";
import type { ProjectDetail, Visibility } from "@/lib/features/project/project.schema";
import type { Sharing } from "@/lib/features/sharing/sharing.schema";
import { CollaboratorsSection } from "./collaborators-section";
import { PublicPageSection } from "./public-page-section";
import { useSharing, useSharingChanges } from "./use-sharing";

const words: Record<Visibility, { label: string; about: string }> = {
  private: { label: "Private", about: "Its creator, the people below, and admins and owners of the workspace." },
  workspace: { label: "Workspace", about: "Every member of the workspace, and the people below." },
  public: {
    label: "Public page",
    about:
      "The workspace as before. Whoever has the address sees a page about the newest version, or one you choose, without names of people.",
  },
};

export function ShareButton({ project }: { project: ProjectDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconShare2 size={16} aria-hidden="true" />}>
        Share
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={<Text fw={640}>Share this project</Text>}>
        <ShareForm project={project} />
      </Modal>
    </>
  );
}

function ShareForm({ project }: { project: ProjectDetail }) {
  const sharing = useSharing(project.id);
  return (
    <QueryView query={sharing} skeleton={<RowsSkeleton rows={4} />}>
      {(data) => (
        <Stack gap="lg">
          <VisibilitySelect projectId={project.id} sharing={data} />
          {data.pageUrl !== null && (
            <PublicPageSection projectId={project.id} sharing={data} newest={project.latestBuild?.version ?? 0} />
          )}
          <Divider />
          <CollaboratorsSection project={project} />
        </Stack>
      )}
    </QueryView>
  );
}

function VisibilitySelect({ projectId, sharing }: { projectId: string; sharing: Sharing }) {
  const { share } = useSharingChanges(projectId);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const choose = async (visibility: Visibility) => {
    setPending(true);
    setError(null);
    try {
      await share({ visibility });
      toastDone(visibility === "public" ? "The page is up." : `Visible to: ${words[visibility].label.toLowerCase()}.`);
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  const options = Object.entries(words).map(([value, { label }]) => ({ value, label }));
  return (
    <Stack gap="xs">
      <NativeSelect
        label="Who sees it"
        description={words[sharing.visibility].about}
        data={options}
        value={sharing.visibility}
        disabled={!sharing.canSetVisibility || pending}
        onChange={(event) => {
          const visibility = event.currentTarget.value;
          if (visibility === "private" || visibility === "workspace" || visibility === "public")
            void choose(visibility);
        }}
      />
      {!sharing.canSetVisibility && (
        <Text size="xs" c="dimmed">
          Only the person who created the project and admins change this.
        </Text>
      )}
      <FormError error={error} />
    </Stack>
  );
}
