"use client";

import { Button, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBrandGithub, IconPlugConnected } from "@tabler/icons-react";
import { useConnections } from "@/components/connections/use-connections";
import { QueryView } from "@/components/patterns/query-view";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import { ExportForm } from "./export-form";
import { ExportList } from "./export-list";

/** Exports what is on the screen, and shows to everybody what was exported before. */
export function ExportButton({ build, mayExport }: { build: BuildSummary; mayExport: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconBrandGithub size={16} aria-hidden="true" />}>
        Export
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={<Text fw={640}>{mayExport ? `Export v${build.version} to GitHub` : "Exports to GitHub"}</Text>}
      >
        <Stack gap="lg">
          {mayExport && <ExportArea build={build} onClose={close} />}
          <ExportList projectId={build.projectId} />
        </Stack>
      </Modal>
    </>
  );
}

function ExportArea({ build, onClose }: { build: BuildSummary; onClose: () => void }) {
  const { base, can } = useWorkspace();
  const connections = useConnections();
  return (
    <QueryView query={connections.query} skeleton={<FormSkeleton />}>
      {() =>
        connections.items.length === 0 ? (
          <EmptyState
            compact
            icon={IconPlugConnected}
            title="GitHub is not connected yet"
            body={
              can("connections.write")
                ? "Connect an account once, and every editor can export with it."
                : "Ask an owner or admin of the workspace to connect it under Settings, Connections."
            }
            actions={
              can("connections.write") ? (
                <ButtonLink href={`${base}/settings/connections`}>Connect GitHub</ButtonLink>
              ) : undefined
            }
          />
        ) : (
          <ExportForm build={build} connections={connections.items} onClose={onClose} />
        )
      }
    </QueryView>
  );
}
