"use client";

import { Button, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlugConnected, IconRocket } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useConnections } from "@/components/connections/use-connections";
import { QueryView } from "@/components/patterns/query-view";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import {
  type ConnectionProvider,
  connectionProviders,
  providerNames,
} from "@/lib/features/connection/connection.schema";
import { DeployForm } from "./deploy-form";
import { ExportForm } from "./export-form";
import { ExportList } from "./export-list";

/** Exports and deploys what is on the screen, and shows to everybody what was exported before. */
export function ExportButton({ build, mayExport }: { build: BuildSummary; mayExport: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  const history = useRef<HTMLDivElement>(null);
  // Below a form that may fill the screen.
  const showHistory = () => history.current?.scrollIntoView({ block: "nearest" });
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconRocket size={16} aria-hidden="true" />}>
        Export
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={<Text fw={640}>{mayExport ? `Export or deploy v${build.version}` : "Exports and deploys"}</Text>}
      >
        <Stack gap="lg">
          {mayExport && <ExportArea build={build} onClose={close} onStarted={showHistory} />}
          <div ref={history}>
            <ExportList projectId={build.projectId} />
          </div>
        </Stack>
      </Modal>
    </>
  );
}

type AreaProps = { build: BuildSummary; onClose: () => void; onStarted: () => void };

function ExportArea(props: AreaProps) {
  const [provider, setProvider] = useState<ConnectionProvider>("github");
  return (
    <Stack>
      <SegmentedControl
        fullWidth
        aria-label="Destination"
        data={connectionProviders.map((value) => ({ value, label: providerNames[value] }))}
        value={provider}
        onChange={setProvider}
      />
      <Destination key={provider} provider={provider} {...props} />
    </Stack>
  );
}

function Destination({ provider, ...rest }: AreaProps & { provider: ConnectionProvider }) {
  const connections = useConnections();
  const own = connections.items.filter((connection) => connection.provider === provider);
  return (
    <QueryView query={connections.query} skeleton={<FormSkeleton />}>
      {() => {
        if (own.length === 0) return <NotConnected provider={provider} />;
        return provider === "github" ? (
          <ExportForm connections={own} {...rest} />
        ) : (
          <DeployForm host={provider} connections={own} {...rest} />
        );
      }}
    </QueryView>
  );
}

function NotConnected({ provider }: { provider: ConnectionProvider }) {
  const { base, can } = useWorkspace();
  const name = providerNames[provider];
  return (
    <EmptyState
      compact
      icon={IconPlugConnected}
      title={`${name} is not connected yet`}
      body={
        can("connections.write")
          ? `Connect an account once, and every editor can ${provider === "github" ? "export" : "deploy"} with it.`
          : "Ask an owner or admin of the workspace to connect it under Settings, Connections."
      }
      actions={
        can("connections.write") ? (
          <ButtonLink href={`${base}/settings/connections`}>Connect {name}</ButtonLink>
        ) : undefined
      }
    />
  );
}
